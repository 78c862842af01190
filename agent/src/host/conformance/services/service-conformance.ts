import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServiceDefinition } from '../../effects.ts'
import { reaches, type ServiceSubject, told } from './service-subject.ts'

/** What units, shells, JSON and specifiers each have their own opinion about. */
const odd = {
  ODD_PERCENT: '100%n of %h',
  ODD_QUOTES: `say "no", it's`,
  ODD_BACKSLASH: 'C:\\new\\',
  ODD_DOLLAR: '$HOME $' + '{HOME} $$ `id` $(id)',
  ODD_SPACES: '  two  spaces  ',
  ODD_LETTERS: 'grün 日本 🐎',
  ODD_SIGNS: '; # & | < > * ? [a] {b} ~ ! = , -',
  ODD_EMPTY: '',
}

/**
 * The same story for every service manager: installed, started, restarted, stopped, killed, refused, slow, deaf, removed.
 * The tests build on each other.
 */
export function serviceConformance(name: string, makeSubject: () => Promise<ServiceSubject>): void {
  describe(`${name}: a service from install to removal`, () => {
    let subject: ServiceSubject
    let service: ServiceDefinition
    let pid: number | null = null
    const { start, stop, restart, state, remove, install } = verbs(
      () => subject,
      () => service,
    )
    beforeAll(async () => {
      subject = await makeSubject()
      service = await subject.definition('odd-one', {
        description: 'MoltBot of "Anna", 100% \\o/',
        environment: odd,
        stopBudgetMs: 1500,
        startBudgetMs: 300,
      })
      await subject.behave(service, { hasChild: true })
    })
    afterAll(() => subject?.dispose())

    test('it can be used here, and says how', async () => {
      const { available, reason } = await subject.manager.available(subject.owner)
      expect(available, reason).toBe(true)
      expect(reason).not.toBe('')
    })

    test('a service that nobody installed is not there, and removing it is no error', async () => {
      expect(await state()).toMatchObject({ installed: false, state: 'stopped', pid: null })
      await remove()
    })

    test('the preview tells what is written, and writes nothing', async () => {
      const files = await subject.manager.preview(service)
      expect(files.length).toBeGreaterThan(0)
      expect(files.map(({ text }) => text).join('\n')).toContain('100%')
      expect(await subject.leftovers(service)).toEqual([])
    })

    test.each([
      ['a name with a slash', { name: 'a/b' }],
      ['a line break in a variable', { environment: { A: 'x\ny' } }],
      ['a variable with an odd name', { environment: { 'A B': 'x' } }],
      ['a token', { environment: { OPENCLAW_GATEWAY_TOKEN: 'x' } }],
      ['a folder that leads elsewhere', { workingDirectory: '/opt/../etc' }],
    ] as const)('%s is refused and leaves nothing', async (_what, changes) => {
      await expect(subject.manager.install({ ...service, ...changes })).rejects.toMatchObject({ reason: 'unsafe' })
      expect(await subject.leftovers(service)).toEqual([])
    })

    test('an installed service does not run until it is started', async () => {
      await install()
      expect(await state()).toMatchObject({ installed: true, state: 'stopped', pid: null })
    })

    test('a start gives a process with exactly the environment and the arguments of the definition', async () => {
      await start()
      pid = (await reaches(subject, service, { installed: true, state: 'running' })).pid
      expect(pid).toBeGreaterThan(1)
      const [started] = await told(subject, service, 'started', 1)
      expect(started?.environment).toMatchObject(odd)
      expect(started?.args).toEqual(service.command.slice(service.image === undefined ? 3 : 2))
      expect(started?.folder).toBe(service.workingDirectory)
    })

    test('a start of what runs changes nothing', async () => {
      await start()
      expect((await state()).pid).toBe(pid)
    })

    test('a restart gives a new process, and the old one has ended with its children', async () => {
      await told(subject, service, 'ready', 1)
      await restart()
      const now = await reaches(subject, service, { state: 'running' })
      expect(now.pid).not.toBe(pid)
      const [first, second] = await told(subject, service, 'started', 2)
      expect(second?.pid).toBeGreaterThan(0)
      expect(await lives(first?.pid)).not.toBe(true)
      await expect.poll(() => lives(first?.child), { timeout: 5000 }).not.toBe(true)
      pid = now.pid
    })

    test('a killed process comes back by itself', async () => {
      await told(subject, service, 'ready', 2)
      await subject.kill(pid ?? 0)
      await expect.poll(async () => (await state()).pid, { timeout: 30_000 }).not.toBe(pid)
      const now = await reaches(subject, service, { state: 'running' })
      expect(now.restarts).toBeGreaterThanOrEqual(1)
      await told(subject, service, 'started', 3)
    })

    test('a stop ends it, and it stays stopped', async () => {
      await told(subject, service, 'ready', 3)
      await stop()
      expect(await state()).toMatchObject({ installed: true, state: 'stopped', pid: null })
      expect(await told(subject, service, 'term', 2)).toHaveLength(2)
      expect(await told(subject, service, 'started', 3)).toHaveLength(3)
    })

    test('a program that breaks again and again is started again and counted', async () => {
      await subject.behave(service, { exitCode: 3 })
      await start()
      await told(subject, service, 'started', 5)
      const broken = await state()
      expect(broken.restarts).toBeGreaterThanOrEqual(1)
      await stop()
      expect(await state()).toMatchObject({ state: 'stopped', pid: null })
    })

    test('exit code 78 is not tried again until somebody starts it', async () => {
      await subject.behave(service, { exitCode: 78, exitAfterMs: 100 })
      const before = (await subject.events(service)).length
      await start()
      const failed = await reaches(subject, service, { state: 'failed', exitCode: 78, pid: null })
      expect(failed.message).toMatch(/78/)
      const events = (await subject.events(service)).slice(before)
      expect(events.filter(({ kind }) => kind === 'started')).toHaveLength(1)
      await subject.behave(service, {})
      await start()
      await reaches(subject, service, { state: 'running' })
      await stop()
    })

    test('a start that takes longer than its budget is left alone', async () => {
      await subject.behave(service, { slowMs: 1500 })
      const before = (await subject.events(service)).length
      await start()
      const { pid: slow } = await reaches(subject, service, { state: 'running' })
      await expect.poll(() => kindsSince(before), { timeout: 20_000 }).toEqual(['started', 'ready'])
      expect((await state()).pid).toBe(slow)
      await stop()
    })

    test('a program that does not hear TERM is killed with its children when its budget is over', async () => {
      await subject.behave(service, { ignoresTerm: true, hasChild: true })
      const before = (await subject.events(service)).length
      await start()
      await expect.poll(() => kindsSince(before), { timeout: 20_000 }).toContain('ready')
      const from = performance.now()
      await stop()
      const took = performance.now() - from
      expect(took).toBeGreaterThan(service.stopBudgetMs - 600)
      expect(took).toBeLessThan(service.stopBudgetMs + 8000)
      const [deaf] = (await subject.events(service)).slice(before)
      expect(await kindsSince(before)).toContain('term')
      expect(await lives(deaf?.pid)).not.toBe(true)
      await expect.poll(() => lives(deaf?.child), { timeout: 5000 }).not.toBe(true)
    })

    test('a removal ends what runs and leaves nothing', async () => {
      await subject.behave(service, {})
      await start()
      await reaches(subject, service, { state: 'running' })
      await remove()
      expect(await subject.leftovers(service)).toEqual([])
      expect(await state()).toMatchObject({ installed: false, state: 'stopped', pid: null })
      await remove()
    })

    async function kindsSince(count: number): Promise<string[]> {
      return (await subject.events(service)).slice(count).map(({ kind }) => kind)
    }
    async function lives(process: number | undefined): Promise<boolean | null> {
      return process === undefined ? null : subject.alive(process)
    }
  })
}

function verbs(subject: () => ServiceSubject, service: () => ServiceDefinition) {
  const call = (verb: 'start' | 'stop' | 'restart' | 'remove' | 'state') => () =>
    subject().manager[verb](service().name, service().owner)
  return {
    start: call('start'),
    stop: call('stop'),
    restart: call('restart'),
    remove: call('remove'),
    state: () => subject().manager.state(service().name, service().owner),
    install: () => subject().manager.install(service()),
  }
}
