import { expect, test } from 'vitest'
import { example, problem, runCli } from '../test/run-cli.ts'

const running: Record<string, unknown> = example('getJob.200')
const steps = running.steps as object[]
const done = { ...running, status: 'succeeded', progress: 1, ended_at: '2026-11-22T02:42:07Z' }
const event = (name: string, data: object) => `event: ${name}\nid: 1\ndata: ${JSON.stringify(data)}\n\n`
const follow = `GET /jobs/${running.id}/events`

test('jobs are listed with how far they are', async () => {
  const { stdout } = await runCli(['jobs', 'list'], { api: { 'GET /jobs': { json: example('listJobs.200') } } })
  expect(stdout).toMatch(/^ID +STATUS +DONE +WHAT +BEGAN +TOOK\njb_6Tz1 +running +40 % +Restart MoltBot/)
})

test('a host where nothing was done says so', async () => {
  const { stdout } = await runCli(['jobs', 'list'], { api: { 'GET /jobs': { json: { items: [] } } } })
  expect(stdout).toBe('Nothing was done from here yet.\n')
})

test('a job that failed says what went wrong, what is true now, and what remains', async () => {
  const json = {
    ...running,
    status: 'failed',
    ended_at: '2026-11-22T02:42:07Z',
    error: { code: 'internal', message: 'The disk is full.', step: 'start' },
    undo: { status: 'partly', message: 'MoltBot is as it was before.', remains: ['/opt/moltbot is left.'] },
  }
  const { stdout } = await runCli(['jobs', 'show', 'jb_1'], { api: { 'GET /jobs/jb_1': { json } } })
  expect(stdout).toContain('The disk is full.\nMoltBot is as it was before.\n  /opt/moltbot is left.\n')
})

test('following tells each step once, and the lines between', async () => {
  const line = { at: '2026-11-22T02:41:08Z', line: 'added 3 packages', cursor: '13' }
  const later = { ...running, steps: [steps[0], { ...steps[1], message: 'It listens.' }] }
  const text =
    event('job', running) + event('log', line) + event('job', running) + event('job', later) + event('job', done)
  const { code, stdout, stderr } = await runCli(['jobs', 'follow', `${running.id}`], { api: { [follow]: { text } } })
  expect({ code, stdout }).toEqual({ code: 0, stdout: `Done: ${running.title}\n` })
  expect(stderr.split('\n').filter((one) => one.includes('Stop MoltBot'))).toHaveLength(1)
  expect(stderr).toContain('      added 3 packages\n')
})

test('on a terminal a bar shows how far it is, and is wiped at the end', async () => {
  const text = event('job', running) + event('job', done)
  const { stderr } = await runCli(['jobs', 'follow', `${running.id}`], { api: { [follow]: { text } }, terminal: true })
  expect(stderr).toContain('████████░░░░░░░░░░░░  40 %  Start MoltBot: It loads its configuration.')
  expect(stderr.endsWith('\r\u001b[K')).toBe(true)
})

test('a job that did not succeed ends with 1, in its own words', async () => {
  const failed = { ...done, status: 'failed', error: { code: 'internal', message: 'The disk is full.', step: null } }
  const { code, stderr } = await runCli(['jobs', 'follow', `${running.id}`], {
    api: { [follow]: { text: event('job', failed) } },
  })
  expect(code).toBe(1)
  expect(stderr).toContain('The job did not succeed.\nThe disk is full.\n')
})

test('who stops looking is told how to look again, and nothing has failed', async () => {
  const { code, stderr } = await runCli(['jobs', 'follow', 'jb_6Tz1'], {
    api: { 'GET /jobs/jb_6Tz1': { json: running } },
    surroundings: { untilStopped: () => AbortSignal.abort() },
  })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^Interrupted\. The job goes on .* Follow it: moltbot-ops jobs follow jb_6Tz1 --agent http/)
})

test('a job is cancelled at its next safe point, unless it is over', async () => {
  const cancel = 'POST /jobs/jb_1/cancel'
  const { stdout } = await runCli(['jobs', 'cancel', 'jb_1'], { api: { [cancel]: { json: running } } })
  expect(stdout).toContain('It stops at the next safe point')
  const over = problem('job_ended', 409, 'This job has ended already.')
  expect(await runCli(['jobs', 'cancel', 'jb_1'], { api: { [cancel]: over } })).toMatchObject({ code: 1 })
})
