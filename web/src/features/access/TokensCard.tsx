import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useConsole, useSessionOffset } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { keys, tokensQuery } from '../../session/queries.ts'
import { ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { useNow } from '../../ui/clock.ts'
import styles from './Access.module.css'
import { accessWords as words } from './access-words.ts'
import { TokenTable } from './TokenTable.tsx'

export function TokensCard() {
  const { client } = useConsole()
  const queries = useQueryClient()
  const now = useNow(10_000)
  const agentOffset = useSessionOffset()
  const tokens = useQuery(tokensQuery(client))
  const revoke = useMutation({
    mutationFn: (id: string) => client.deleteToken({ path: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.tokens }),
  })
  if (tokens.isError) {
    return (
      <ErrorBox
        title={words.failed.tokens}
        why={failureWords(tokens.error)}
        onAgain={() => void tokens.refetch()}
        busy={tokens.isFetching}
      />
    )
  }
  if (tokens.data === undefined) return <LoadingBox what={words.loading.tokens} />
  return (
    <>
      <TokenTable
        tokens={tokens.data}
        now={now}
        agentOffset={agentOffset}
        revoking={revoke.isPending ? revoke.variables : null}
        onRevoke={(token) => revoke.mutate(token.id)}
      />
      {revoke.isError && (
        <p role="alert" className={styles.problem}>
          {failureWords(revoke.error)}
        </p>
      )}
    </>
  )
}
