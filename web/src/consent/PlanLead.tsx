import { classNames } from '../ui/class-names.ts'
import type { CheckedPlan } from './check-plan.ts'
import { consentWords as words } from './consent-words.ts'
import styles from './Plan.module.css'

/** Risk, outage, and whether it can be undone: the line under the title. */
export function PlanLead({ plan }: { plan: CheckedPlan }) {
  const stops = plan.steps.some((step) => step.moltbot_stopped)
  return (
    <span className={styles.lead}>
      <span className={classNames(styles.risk, styles[plan.risk])}>{words.risks[plan.risk]}</span>
      <span>
        {words.outage(plan.downtimeSeconds, stops)}
        {' · '}
        {words.undoable(plan.undo !== null, plan.losses.length > 0)}
      </span>
    </span>
  )
}
