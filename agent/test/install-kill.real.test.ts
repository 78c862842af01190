import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from '../../tools/real/free-port.ts'
import { createRealAgent, leftHere, type RealJob } from './install-real-agent.ts'

const minutes = 60_000

let agent: Awaited<ReturnType<typeof createRealAgent>>
beforeEach(async () => {
  // What is there belongs to somebody, and is not for a test to remove.
  expect(leftHere()).toEqual([])
  agent = await createRealAgent()
  await agent.start()
})
afterEach(async () => {
  await agent.end('SIGTERM')
  agent.clear()
  expect(leftHere()).toEqual([])
})

const install = async () =>
  agent.carryOut('installLocal', '/install/local', {
    ...{ method: 'npm', channel: 'stable', port: await freePort(), service_manager: 'supervised' },
  })

test.each<[string, (job: RealJob) => boolean]>([
  ['while packages are downloaded', ({ log_tail: lines }) => lines.some(({ line }) => /packages fetched$/.test(line))],
  ['while MoltBot starts', ({ stage }) => stage === 'start' || stage === 'verify'],
])(
  'an agent that is killed %s takes everything back at its next start, and says so',
  async (_when, isTime) => {
    const id = await install()
    const job = await agent.until(id, isTime)
    expect(job).toMatchObject({ status: 'running', error: null })
    await agent.end('SIGKILL')
    expect(leftHere()).not.toEqual([])

    await agent.start()
    const ended = await agent.until(id, () => false)
    expect(ended).toMatchObject({ status: 'interrupted', undo: { status: 'done', remains: [] } })
    expect(ended.error?.message).toMatch(/MoltBot is not installed\.$/)
    expect(leftHere()).toEqual([])
    expect(agent.log()).not.toMatch(/"?token"?[:=]\s*\S{20}/)
  },
  10 * minutes,
)
