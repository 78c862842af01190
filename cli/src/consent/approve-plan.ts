import type { Schemas } from '@moltbot-ops/sdk'
import type { Session } from '../cli.ts'
import { Failure } from '../failure.ts'
import { withPassphrase } from '../with-passphrase.ts'
import { widthOf } from '../words/fold.ts'
import { planText } from '../words/plan-text.ts'
import { printable } from '../words/printable.ts'
import { askLine, demandTerminal } from './ask-line.ts'

type Confirmation = Schemas['Confirmation']

/**
 * Shows the plan, with what more there is to read of it, and asks for the approval on the terminal; gives the token for the one call.
 * @throws Failure when the answer is no, or there is no terminal
 */
export async function approvePlan(
  session: Session,
  plan: Confirmation,
  { yes, more = '' }: { yes: boolean; more?: string },
): Promise<string> {
  const { client, surroundings } = session
  demandTerminal(surroundings)
  surroundings.stderr.write(
    `${planText(plan, session.paint, widthOf(surroundings.stderr))}\n${more === '' ? '' : `\n${more}\n`}\n`,
  )
  const typed_phrase = plan.typed_phrase === null ? undefined : await typedName(session, plan.typed_phrase)
  if (typed_phrase === undefined && !yes) await demandYes(session)
  const { confirmation_token } = await withPassphrase({ client, surroundings }, (passphrase) =>
    client.approveConfirmation({
      path: { id: plan.id },
      body: { ...(typed_phrase === undefined ? {} : { typed_phrase }), ...passphrase },
    }),
  )
  return confirmation_token
}

async function demandYes({ surroundings }: Session): Promise<void> {
  const answer = await askLine(surroundings, 'Approve this plan? Type yes: ')
  if (answer.toLowerCase() !== 'yes') throw new Failure('refused', 'Not approved. Nothing was changed.')
}

/** A high risk is approved by typing what it is done to; no option stands in for that. */
async function typedName({ surroundings }: Session, name: string): Promise<string> {
  const answer = await askLine(surroundings, `This has a high risk. Type ${printable(name)} to approve it: `)
  if (answer !== name)
    throw new Failure('refused', 'The name does not match, so it is not approved. Nothing was changed.')
  return answer
}
