import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { base, paths } from '../paths.ts'
import { useConsole, useSessionOffset } from '../session/console.ts'
import { jobOfQuery } from '../session/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { Role } from '../wire.ts'
import type { ConsentRun, ConsentState } from './consent-run.ts'
import { titleOf, consentWords as words } from './consent-words.ts'
import { JobProgressView } from './JobProgressView.tsx'
import styles from './Plan.module.css'
import { PlanBody } from './PlanBody.tsx'
import { PlanLead } from './PlanLead.tsx'
import { PlanSign } from './PlanSign.tsx'
import { StopJob } from './StopJob.tsx'

interface ConsentDialogProps {
  run: ConsentRun
  ownRole: Role
  fingerprint: string
}

/** A plan is read, signed and followed in one dialog. */
export function ConsentDialog(props: ConsentDialogProps) {
  return <ConsentDialogView {...props} agentOffset={useSessionOffset()} />
}

/** The dialog without a session, for anywhere. `agentOffset` is the agent's clock minus this browser's, in ms. */
export function ConsentDialogView({
  run,
  ownRole,
  fingerprint,
  agentOffset,
}: ConsentDialogProps & { agentOffset: number }) {
  const state = useSyncExternalStore(run.state.subscribe, run.state.read)
  if (state.kind === 'closed') return null
  const frame = { open: true, wide: true, onClose: run.close }
  switch (state.kind) {
    case 'proposing':
      return (
        <Dialog {...frame} title={words.making.title} lead={words.making.lead} footer={<Leave run={run} />}>
          {null}
        </Dialog>
      )
    case 'stopped':
      return (
        <Dialog {...frame} title={state.title} footer={<Leave run={run} again={state.again} />}>
          <p role="alert">{state.why}</p>
          {state.jobId !== undefined && (
            <p>
              <a href={`${base}${paths.job.replace('$id', state.jobId)}`}>{words.lookAtJob}</a>
            </p>
          )}
        </Dialog>
      )
    case 'plan': {
      const { plan, busy, problem, notice } = state
      return (
        <Dialog
          {...frame}
          title={titleOf(plan.summary)}
          lead={<PlanLead plan={plan} />}
          aside={
            <Countdown
              lead={words.holds}
              over={words.held}
              startedAt={plan.proposedAt - agentOffset}
              endsAt={plan.expiresAt - agentOffset}
            />
          }
          footer={
            <PlanSign
              key={plan.hash}
              plan={plan}
              own={run.own}
              ownRole={ownRole}
              fingerprint={fingerprint}
              agentOffset={agentOffset}
              busy={busy}
              problem={problem}
              onSign={(answers) => void run.sign(answers)}
              onDeny={() => void run.deny()}
              onNotNow={run.close}
              onAgain={() => void run.propose()}
            />
          }
        >
          {notice !== null && (
            <p role="alert" className={styles.notice}>
              {notice}
            </p>
          )}
          <PlanBody plan={plan} />
        </Dialog>
      )
    }
    case 'running':
    case 'ended':
      return (
        <Dialog {...frame} title={titleOf(state.plan.summary)} footer={<RunFoot run={run} state={state} />}>
          {state.kind === 'running' && state.progress.job === null && <JobFinder run={run} planId={state.plan.id} />}
          {state.kind === 'ended' && state.progress.job === null ? (
            <p role="status">{words.noJob}</p>
          ) : (
            <JobProgressView
              progress={state.progress}
              stopped={new Set(state.plan.steps.filter((step) => step.moltbot_stopped).map(({ id }) => id))}
            />
          )}
          {state.kind === 'running' && state.problem !== null && (
            <p role="alert" className={styles.problem}>
              {state.problem}
            </p>
          )}
        </Dialog>
      )
  }
}

/** Some calls answer when all is done; their job is found by its proposal, so that it can be watched until then. */
function JobFinder({ run, planId }: { run: ConsentRun; planId: string }) {
  const { client } = useConsole()
  const { data } = useQuery(jobOfQuery(client, planId))
  const id = data?.id
  useEffect(() => {
    if (id !== undefined) void run.follow(id)
  }, [run, id])
  return null
}

function Leave({ run, again = false }: { run: ConsentRun; again?: boolean }) {
  return (
    <>
      <Button decision onClick={run.close}>
        {words.notNow}
      </Button>
      {again && (
        <Button look="primary" decision onClick={() => void run.propose()}>
          {words.again}
        </Button>
      )}
    </>
  )
}

function RunFoot({ run, state }: { run: ConsentRun; state: Extract<ConsentState, { kind: 'running' | 'ended' }> }) {
  const { job } = state.progress
  const running = state.kind === 'running' && job !== null
  return (
    <>
      {running && <StopJob job={job} undo={state.plan.undo} onStop={() => void run.cancel()} />}
      {running && state.problem !== null && (
        <Button decision onClick={() => void run.follow(job.id)}>
          {words.lookAgain}
        </Button>
      )}
      <Button look={state.kind === 'ended' ? 'primary' : 'secondary'} decision onClick={run.close}>
        {words.close}
      </Button>
    </>
  )
}
