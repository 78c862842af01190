import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useConsole } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { keys, sessionQuery } from '../../session/queries.ts'
import { SimulatedBanner } from '../../ui/SimulatedBanner.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { PairFrame } from './PairFrame.tsx'
import { PassphraseForm } from './PassphraseForm.tsx'
import { pairWords } from './pair-words.ts'

const words = pairWords.passphrase

export function PassphrasePage({ onDone }: { onDone(): void }) {
  const { client } = useConsole()
  const queries = useQueryClient()
  const session = useQuery(sessionQuery(client))
  useTitle(words.cause)
  const set = useMutation({
    mutationFn: (passphrase: string) => client.setPassphrase({ body: { passphrase } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.session })
      onDone()
    },
  })
  return (
    <PairFrame
      host={session.data?.agent.hostname ?? null}
      banner={session.data?.agent.simulated === true ? <SimulatedBanner {...pairWords.simulated} /> : undefined}
    >
      <StatusSentence stacked mark="fine" verdict={words.verdict} cause={words.cause} follows={words.follows} />
      <PassphraseForm
        busy={set.isPending}
        problem={set.isError ? failureWords(set.error) : undefined}
        onSet={(passphrase) => set.mutate(passphrase)}
        onLater={onDone}
      />
    </PairFrame>
  )
}
