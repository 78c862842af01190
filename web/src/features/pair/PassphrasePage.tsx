import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useConsole } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { keys } from '../../session/queries.ts'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { PairFrame } from './PairFrame.tsx'
import { PassphraseForm } from './PassphraseForm.tsx'
import { pairWords } from './pair-words.ts'

const words = pairWords.passphrase

interface PassphrasePageProps {
  host: string
  onDone(): void
}

export function PassphrasePage({ host, onDone }: PassphrasePageProps) {
  const { client } = useConsole()
  const queries = useQueryClient()
  const set = useMutation({
    mutationFn: (passphrase: string) => client.setPassphrase({ body: { passphrase } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.session })
      onDone()
    },
  })
  return (
    <PairFrame host={host}>
      <StatusSentence mark="fine" verdict={words.verdict} cause={words.cause} follows={words.follows} />
      <PassphraseForm
        busy={set.isPending}
        problem={set.isError ? failureWords(set.error) : undefined}
        onSet={(passphrase) => set.mutate(passphrase)}
        onLater={onDone}
      />
    </PairFrame>
  )
}
