import { useMutation } from '@tanstack/react-query'
import { roleCovers } from '../../consent/not-yet.ts'
import { useConsole, useSessionState } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { useClock } from '../../ui/clock.ts'
import type { ExportState } from './ExportPart.tsx'

/** A long log takes a while to be written. */
const patienceMs = 120_000

/** Downloads the whole log and hands it to the browser as a file. */
export function useExport(save: (file: Blob, name: string) => void = saveFile): ExportState {
  const { client } = useConsole()
  const { now } = useClock()
  const session = useSessionState()
  const exporting = useMutation({
    mutationFn: async () => {
      const response = await client.download('exportAudit', { timeoutMs: patienceMs })
      const day = new Date(now()).toISOString().slice(0, 10)
      const name = `moltbot-ops-audit-${day}.jsonl`
      save(await response.blob(), name)
      return name
    },
  })
  return {
    busy: exporting.isPending,
    failure: exporting.isError ? failureWords(exporting.error) : null,
    written: exporting.data ?? null,
    mayExport: session.kind === 'paired' && roleCovers(session.role, 'admin'),
    onExport: () => exporting.mutate(),
  }
}

function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
