import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../core/database/open-database.ts'
import type { CutOff, JobKind, StepContext } from '../../core/jobs.ts'
import { Problem } from '../../core/problem.ts'
import { fileJob } from './test/file-job.ts'
import { createJobsAtWork, kindOf, settle } from './test/jobs-at-work.ts'
import { createFate, type Fate, openMortalDatabase } from './test/mortal-database.ts'

/** The machine: it goes on when the agent is killed. */
interface World {
  folder: 'none' | 'half' | 'whole'
  current: 'old' | 'new'
  running: 'old' | 'new' | 'nothing'
}
type State = { previous?: World['current'] } & Record<string, unknown>

const before: World = { folder: 'none', current: 'old', running: 'old' }
const after: World = { folder: 'whole', current: 'new', running: 'new' }

const stories = ['succeeds', 'fails at the end', 'is cancelled in the middle'] as const
type Story = (typeof stories)[number]

/** An installation in small. Everything it does passes moments at which the agent may die, before, amid and after. */
function changeOf(world: World, story: Story, fate: Fate, cancel: (id: string) => Promise<unknown>): JobKind<State> {
  const does = async (what: string, ...parts: Partial<World>[]) => {
    await fate.pass(`before ${what}`)
    for (const part of parts) {
      Object.assign(world, part)
      await fate.pass(`amid ${what}`)
    }
  }
  return kindOf<State>(
    [
      {
        id: 'copy',
        cancellable: true,
        run({ line }: StepContext<State>) {
          line('Copying.')
          return does('copying', { folder: 'half' }, { folder: 'whole' })
        },
        undo: () => does('removing the copy', { folder: 'none' }),
      },
      {
        id: 'switch',
        async run({ state, save }) {
          state.previous = world.current
          await save()
          await does('switching', { current: 'new' })
        },
        undo: ({ state }) => does('switching back', { current: state.previous ?? world.current }),
      },
      {
        id: 'start',
        cancellable: true,
        async run({ jobId, signal }) {
          await does('stopping', { running: 'nothing' })
          if (story === 'is cancelled in the middle') await cancel(jobId)
          if (signal.aborted) throw new Error('told to stop')
          await does('starting', { running: 'new' })
          if (story === 'fails at the end') throw new Problem('unavailable', 'It does not answer.')
        },
        undo: () => does('starting the old one', { running: 'old' }),
      },
    ],
    { afterUndo: () => 'The old one runs.' },
  )
}

const folder = await mkdtemp(join(tmpdir(), 'jobs-'))
const empty = join(folder, 'empty.sqlite')
await jobsIn(empty)
afterAll(() => rm(folder, { recursive: true, force: true }))
let files = 0

async function newDatabase(): Promise<string> {
  files += 1
  const path = join(folder, `${files}.sqlite`)
  await copyFile(empty, path)
  return path
}

/** One life of the agent on this machine and database: until it is killed, or has nothing to do any more. */
async function live(path: string, world: World, fate: Fate, story: Story, task: 'start' | 'recover') {
  const { database, close } = openMortalDatabase(path, fate)
  const kind = changeOf(world, story, fate, (id) => agent.cancel(id))
  const agent = await createJobsAtWork({
    database,
    run: task,
    recovered: false,
  })
  agent.jobs.register(kind)
  const cutOff: CutOff[] = []
  let done: unknown = null
  const work = async () => {
    cutOff.push(...(await agent.jobs.recover()))
    if (task === 'start') await agent.ended((await agent.start(kind, {}, { title: 'Install MoltBot.' })).id)
  }
  work().then(
    () => {
      done = 'well'
    },
    (error) => {
      done = error
    },
  )
  while (done === null && !fate.isDead()) await settle()
  close()
  if (!fate.isDead()) expect(done).toBe('well')
  return { cutOff, closings: agent.closings, logged: agent.logged }
}

async function jobsIn(path: string) {
  const database = openDatabase(path)
  const jobs = await database.selectFrom('jobs').selectAll().execute()
  await database.destroy()
  return jobs
}

/**
 * The moments of a life without a kill, with their numbers: each is one at which the agent may be killed.
 * @param first the moment at which an earlier life was killed; null for the moments of the first life
 */
async function momentsOf(story: Story, first: number | null): Promise<[number, string][]> {
  const path = await newDatabase()
  const world = { ...before }
  let fate = createFate(first)
  await live(path, world, fate, story, 'start')
  if (first !== null) {
    fate = createFate(null)
    await live(path, world, fate, story, 'recover')
  }
  return [...fate.moments.entries()]
}

const rows = new Map<Story, [number, string][]>()
for (const story of stories) rows.set(story, await momentsOf(story, null))
/** The first life ends where most is to be undone. */
const worst = rows.get('succeeds')?.findLast(([, name]) => name === 'amid starting')?.[0] ?? -1
const again = await momentsOf('succeeds', worst)

test('there are many moments at which to kill', () => {
  for (const story of stories) expect(rows.get(story)?.length).toBeGreaterThan(20)
  expect(again.length).toBeGreaterThan(10)
})

/** Whatever happened before: the machine is as it was or as it was to be, and the job says which. */
async function expectOldOrNew(path: string, world: World, story: Story, earlier: { closings: unknown[] }) {
  const { cutOff, logged } = await live(path, world, createFate(null), story, 'recover')
  expect(logged).toEqual([])
  const jobs = await jobsIn(path)
  const [job] = jobs
  if (job === undefined) {
    // Killed before the job was written: nothing was begun, and the entry `intended` is closed without a job.
    expect(world).toEqual(before)
    return 'nothing began'
  }
  expect(jobs).toHaveLength(1)
  expect(world).toEqual(job.status === 'succeeded' ? after : before)
  expect(job.ended_at).not.toBeNull()
  const told = earlier.closings.length > 0 ? earlier.closings : cutOff
  expect(told).toMatchObject([{ jobId: job.id, outcome: job.outcome }])
  if (job.status === 'interrupted') {
    expect(job.outcome).toBe('interrupted')
    expect(job.error_json).toContain('cut off')
    expect(job.undo_json === null || JSON.parse(job.undo_json).status === 'done').toBe(true)
    expect(job.detail).toContain('The old one runs.')
  }
  // A second start finds nothing more to do.
  const quiet = createFate(null)
  await live(path, world, quiet, story, 'recover')
  expect(quiet.moments.filter((moment) => !moment.includes('delete from'))).toEqual([])
  return job.status
}

describe.each(stories)('a job that %s', (story) => {
  test.each(rows.get(story) ?? [])('killed at %i, %s, ends in the old state or the new', async (at) => {
    const path = await newDatabase()
    const world = { ...before }
    const killed = await live(path, world, createFate(at), story, 'start')
    const [written] = await jobsIn(path)
    const end = await expectOldOrNew(path, world, story, killed)
    // What was told as ended stays as it was; everything else that was begun is taken back.
    const inTime = written?.ended_at == null ? 'interrupted' : written.status
    expect(end).toBe(written === undefined ? 'nothing began' : inTime)
  })
})

test('a program that is killed by the system in the middle of a step is cleaned up after', async () => {
  const [path, file] = [await newDatabase(), join(folder, 'made-by-the-job')]
  const program = fileURLToPath(new URL('test/run-file-job.ts', import.meta.url))
  const child = spawn(process.execPath, [program, path, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(existsSync(file)).toBe(true)

  const database = openDatabase(path)
  const agent = await createJobsAtWork({ database, run: 'next', recovered: false })
  agent.jobs.register(fileJob(() => undefined))
  expect(await agent.jobs.recover()).toMatchObject([{ outcome: 'interrupted' }])
  expect(existsSync(file)).toBe(false)
  expect((await agent.get('jb_jb1')).error?.message).toBe(
    'The agent was cut off during “Write the file”. The world is as it was.',
  )
  await database.destroy()
})

describe('an agent that is killed again while it recovers', () => {
  test.each(again)('at %i, %s, ends in the old state', async (at) => {
    const path = await newDatabase()
    const world = { ...before }
    await live(path, world, createFate(worst), 'succeeds', 'start')
    await live(path, world, createFate(at), 'succeeds', 'recover')
    expect(await expectOldOrNew(path, world, 'succeeds', { closings: [] })).toBe('interrupted')
    expect(world).toEqual(before)
  })
})
