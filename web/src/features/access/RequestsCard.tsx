import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useConsole, useSessionOffset, useSessionState } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { keys, pendingQuery } from '../../session/queries.ts'
import { ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import type { PendingPairing, Role } from '../../wire.ts'
import styles from './Access.module.css'
import { accessWords as words } from './access-words.ts'
import { signApproval, signDenial } from './decide-pairing.ts'
import { RequestList } from './RequestList.tsx'

// The dialog's machinery is a quarter of the console; it comes when somebody reviews a request.
const ApproveDialog = lazy(() => import('./ApproveDialog.tsx').then((module) => ({ default: module.ApproveDialog })))

export function RequestsCard() {
  const { client, agentClock } = useConsole()
  const state = useSessionState()
  const queries = useQueryClient()
  const agentOffset = useSessionOffset()
  const pending = useQuery(pendingQuery(client, true))
  const [reviewed, setReviewed] = useState<PendingPairing | null>(null)
  const [done, setDone] = useState('')
  const nameOf = (request: PendingPairing) => request.device_name ?? words.requests.unnamed

  const decisionOn = (request: PendingPairing) => {
    if (state.kind !== 'paired') throw new Error('There is no session to sign with.')
    return { pending: request, agentId: state.agentId, issuedAt: agentClock.sessionNow(), key: state.key }
  }
  const settled = () => {
    void queries.invalidateQueries({ queryKey: keys.pending })
    void queries.invalidateQueries({ queryKey: keys.devices })
  }
  const approve = useMutation({
    mutationFn: async ({ request, role }: { request: PendingPairing; role: Role }) =>
      client.approvePairing({
        path: { id: request.id },
        body: { role, signature: await signApproval(role, decisionOn(request)) },
      }),
    onSuccess: (_result, { request, role }) => {
      setReviewed(null)
      setDone(words.requests.approved(nameOf(request), words.dialog.roles[role].name))
    },
    onSettled: settled,
  })
  const deny = useMutation({
    mutationFn: async (request: PendingPairing) =>
      client.denyPairing({ path: { id: request.id }, body: { signature: await signDenial(decisionOn(request)) } }),
    onSuccess: (_result, request) => setDone(words.requests.denied(nameOf(request))),
    onSettled: settled,
  })

  if (pending.isError) {
    return (
      <ErrorBox
        title={words.failed.requests}
        why={failureWords(pending.error)}
        onAgain={() => void pending.refetch()}
        busy={pending.isFetching}
      />
    )
  }
  if (pending.data === undefined) return <LoadingBox what={words.loading.requests} />
  return (
    <>
      <RequestList
        requests={pending.data.filter((request) => request.status === 'pending')}
        agentOffset={agentOffset}
        denying={deny.isPending ? deny.variables.id : null}
        onReview={(request) => {
          approve.reset()
          setReviewed(request)
        }}
        onDeny={(request) => deny.mutate(request)}
      />
      <p role="status" className={styles.done}>
        {deny.isError ? failureWords(deny.error) : done}
      </p>
      {reviewed !== null && state.kind === 'paired' && (
        <Suspense>
          <ApproveDialog
            request={reviewed}
            ownFingerprint={state.key.fingerprint}
            busy={approve.isPending}
            problem={approve.isError ? failureWords(approve.error) : undefined}
            onSign={(role) => approve.mutate({ request: reviewed, role })}
            onClose={() => setReviewed(null)}
          />
        </Suspense>
      )}
    </>
  )
}
