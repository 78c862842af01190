import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTestDevice, type TestDevice } from '../src/features/auth/test/identity.ts'
import { createWholeAgent, type Replace } from './whole-agent.ts'

type WholeAgent = Awaited<ReturnType<typeof createWholeAgent>>

/** The whole agent with a browser that was paired with a key, as a person has it open. */
export async function createPairedBrowser(scenario: string, replace?: Replace) {
  const device = await createTestDevice()
  const agent = await createWholeAgent(scenario, 1, device, replace)
  /** The audit log on disk: action and outcome of each entry that a person caused. */
  const trail = async () => {
    const text = await readFile(join(agent.auditDir, '000001.jsonl'), 'utf8')
    const entries: { action: string; outcome: string }[] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    return entries
      .filter(({ action }) => !action.startsWith('audit.'))
      .map(({ action, outcome }) => `${action} ${outcome}`)
  }
  return { ...agent, device, trail, ...consentOf(agent, device) }
}

/** What a person does with a plan: propose, sign, send. */
function consentOf(agent: WholeAgent, device: TestDevice) {
  const propose = (action: string, params: object, reason = 'A test') =>
    agent.ask('POST', '/confirmations', { action, params, reason })

  async function approve(proposal: { id: string; plan_hash: string; typed_phrase: string | null }) {
    const { body } = await agent.ask('POST', `/confirmations/${proposal.id}/approve`, {
      signature: await device.sign({
        aud: agent.agentId,
        confirmation_id: proposal.id,
        plan_hash: proposal.plan_hash,
        decision: 'approve',
        issued_at: agent.now(),
      }),
      ...(proposal.typed_phrase === null ? {} : { typed_phrase: proposal.typed_phrase }),
    })
    return body
  }

  return {
    propose,
    approve,
    /** Proposes, signs, and gives the header of the call. */
    async consent(action: string, params: object): Promise<{ 'x-confirmation-token': string }> {
      const { status, body } = await propose(action, params)
      if (status !== 201) throw new Error(`${action} could not be proposed: ${JSON.stringify(body)}`)
      const { confirmation_token } = await approve(body)
      return { 'x-confirmation-token': confirmation_token }
    },
  }
}
