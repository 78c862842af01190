import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useConsent } from '../../../consent/consent-context.ts'
import { roleCovers } from '../../../consent/not-yet.ts'
import { useConsole, useHostOffset, useSessionState } from '../../../session/console.ts'
import { failureWords } from '../../../session/failure-words.ts'
import { keys, trialsQuery } from '../../../session/queries.ts'
import type { ConfigTrial, Instance } from '../../../wire.ts'
import styles from './TrialBar.module.css'
import { EndedTrial, OpenTrial } from './TrialBarView.tsx'
import { type Ending, endedSince, endingOf } from './trial-model.ts'
import { trialWords as words } from './trial-words.ts'

interface TrialBarProps {
  instances: readonly Instance[]
  historyLink(instanceId: string | null, label: string): ReactNode
}

interface Ended {
  trial: ConfigTrial
  ending: Ending
}

/** Stands on every page of every tab while a configuration waits to be kept, and says how that ended. */
export function TrialBar({ instances, historyLink }: TrialBarProps) {
  const { client } = useConsole()
  const { data: open = [] } = useQuery(trialsQuery(client))
  const before = useRef<readonly ConfigTrial[]>([])
  const [ended, setEnded] = useState<Ended | null>(null)
  useEffect(() => {
    const [trial] = endedSince(before.current, open)
    before.current = open
    if (trial === undefined) return
    void inForce(client, trial).then((hash) => setEnded({ trial, ending: endingOf(trial, hash) }))
  }, [client, open])
  // Another one began meanwhile: how the last one ended is in the history.
  const shown = open.length === 0 ? ended : null
  if (open.length === 0 && shown === null) return null
  return (
    <div className={styles.bars}>
      {open.map((trial) => (
        <Waiting key={trial.id} trial={trial} name={instances.length > 1 ? nameOf(trial, instances) : null} />
      ))}
      {shown !== null && (
        <EndedTrial
          ending={shown.ending}
          historyLink={historyLink(shown.trial.instance_id ?? null, words.history)}
          onClose={() => setEnded(null)}
        />
      )}
    </div>
  )
}

function Waiting({ trial, name }: { trial: ConfigTrial; name: string | null }) {
  const { client } = useConsole()
  const queries = useQueryClient()
  const consent = useConsent()
  const session = useSessionState()
  const hostOffset = useHostOffset()
  const outdate = () => queries.invalidateQueries({ queryKey: keys.config })
  const keep = useMutation({
    mutationFn: () => client.confirmConfigTrial({ path: { id: trial.id } }),
    onSettled: outdate,
  })
  const query = trial.instance_id === undefined ? {} : { instance_id: trial.instance_id }
  const body = { hash: trial.previous_hash, base_hash: trial.hash }
  const goBack = () =>
    consent({
      action: 'revertConfig',
      params: { ...query, ...body },
      suggestedReason: words.backReason,
      // The agent answers when MoltBot is verified, at the latest after a minute.
      act: (headers) => client.revertConfig({ query, body, headers, timeoutMs: 90_000 }),
      onEnd: () => void outdate(),
    })
  return (
    <OpenTrial
      trial={trial}
      name={name}
      hostOffset={hostOffset}
      mayDecide={session.kind === 'paired' && roleCovers(session.role, 'admin')}
      keeping={keep.isPending}
      problem={keep.isError ? failureWords(keep.error) : null}
      onKeep={() => keep.mutate()}
      onBack={goBack}
    />
  )
}

/** The hash of the newest version; null where it could not be read. */
async function inForce(
  client: ReturnType<typeof useConsole>['client'],
  { instance_id }: ConfigTrial,
): Promise<string | null> {
  const query = { limit: 1, ...(instance_id === undefined ? {} : { instance_id }) }
  return client.listConfigHistory({ query }).then(
    ({ items }) => items[0]?.hash ?? null,
    () => null,
  )
}

function nameOf({ instance_id }: ConfigTrial, instances: readonly Instance[]): string | null {
  return instances.find(({ id }) => id === instance_id)?.label ?? null
}
