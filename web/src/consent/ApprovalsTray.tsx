import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useConsole, useSessionOffset, useSessionState } from '../session/console.ts'
import { failureWords } from '../session/failure-words.ts'
import { confirmationsQuery, keys } from '../session/queries.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../ui/clock.ts'
import { Tray } from '../ui/Tray.tsx'
import { countdown } from '../ui/time-words.ts'
import type { Confirmation } from '../wire.ts'
import styles from './ApprovalsTray.module.css'
import { useReview } from './consent-context.ts'
import { consentWords, titleOf } from './consent-words.ts'
import { signDenial } from './sign-plan.ts'

const words = consentWords.tray

/** What waits for a person. It can be denied here and is approved only in the dialog, where the plan is. */
export function ApprovalsTray() {
  const { client, agentClock } = useConsole()
  const state = useSessionState()
  const queries = useQueryClient()
  const review = useReview()
  const agentNow = useNow() + useSessionOffset()
  const list = useQuery(confirmationsQuery(client))
  const box = useRef<HTMLDivElement>(null)
  const deny = useMutation({
    mutationFn: async ({ id, plan_hash }: Confirmation) => {
      if (state.kind !== 'paired') throw new Error('There is no session to sign with.')
      const decision = { agentId: state.agentId, issuedAt: agentClock.sessionNow(), key: state.key }
      const signature = await signDenial({ ...decision, plan: { id, hash: plan_hash } })
      return client.denyConfirmation({ path: { id }, body: { signature } })
    },
    // The button that was pressed goes with its proposal.
    onSuccess: () => box.current?.focus(),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.confirmations }),
  })
  const waiting = (list.data ?? [])
    .filter((each) => each.status === 'pending' && Date.parse(each.expires_at) > agentNow)
    .toSorted((a, b) => Date.parse(a.proposed_at) - Date.parse(b.proposed_at))
  return (
    <Tray name={words.name} label={words.label(waiting.length)} count={waiting.length}>
      {(close) => (
        <div ref={box} tabIndex={-1}>
          {list.isError && <p role="alert">{`${words.failed}. ${failureWords(list.error)}`}</p>}
          {list.isPending && <p className={styles.by}>{words.reading}</p>}
          {list.isSuccess && waiting.length === 0 && (
            <>
              <p className={styles.title}>{words.none}</p>
              <p className={styles.by}>{words.noneWhy}</p>
            </>
          )}
          <ul className={styles.list}>
            {waiting.map((each) => (
              <li key={each.id} className={styles.item}>
                <p className={styles.title}>{titleOf(each.summary)}</p>
                <p className={styles.by}>{words.by(each.proposed_by.name, each.reason)}</p>
                <div className={styles.row}>
                  <span className={styles.by}>{words.left(countdown(Date.parse(each.expires_at) - agentNow))}</span>
                  <Button
                    look="quiet"
                    busy={deny.isPending && deny.variables.id === each.id}
                    aria-label={words.denyNamed(each.summary)}
                    onClick={() => deny.mutate(each)}
                  >
                    {consentWords.deny}
                  </Button>
                  <Button
                    aria-label={words.reviewNamed(each.summary)}
                    onClick={() => {
                      close()
                      review(each)
                    }}
                  >
                    {words.review}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
          {deny.isError && (
            <p role="alert" className={styles.problem}>
              {failureWords(deny.error)}
            </p>
          )}
        </div>
      )}
    </Tray>
  )
}
