import { useConsent } from '../../consent/consent-context.ts'
import { roleCovers } from '../../consent/not-yet.ts'
import { useConsole, useSessionState } from '../../session/console.ts'
import { Button } from '../../ui/Button.tsx'
import type { MoltBotStatus } from '../../wire.ts'
import { operationsWords as words } from './operations-words.ts'
import styles from './ServiceButtons.module.css'
import { actionsFor, type ServiceAction } from './service-actions.ts'

interface ServiceButtonsProps {
  status: MoltBotStatus
  /** The gateway that is meant; null for the default one. */
  instance: string | null
}

/** Restart, start and stop, each through the consent dialog. Whether MoltBot can be commanded, the plan says. */
export function ServiceButtons({ status, instance }: ServiceButtonsProps) {
  const { client } = useConsole()
  const state = useSessionState()
  const consent = useConsent()
  if (state.kind !== 'paired' || !roleCovers(state.role, 'admin')) return null
  const actions = actionsFor(status.state)
  if (actions.length === 0) return null
  const query = instance === null ? {} : { instance_id: instance }
  const ask = (action: ServiceAction) =>
    consent({
      action: 'runOpsAction',
      params: { ...query, action },
      suggestedReason: words.reasons[action],
      // The agent answers when it is verified, at the latest after a minute.
      act: (headers) => client.runOpsAction({ query, body: { action }, headers, timeoutMs: 90_000 }),
    })
  return (
    <div className={styles.buttons}>
      {actions.map((action) => (
        <Button key={action} onClick={() => ask(action)}>
          {words.buttons[action]}
        </Button>
      ))}
    </div>
  )
}
