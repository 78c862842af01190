import { useSearch } from '@tanstack/react-router'
import { LogsPage } from './features/logs/LogsPage.tsx'
import { SetupLink } from './SetupLink.tsx'

/** The page knows no addresses, no clipboard and no files; they are given here. */
export function LogsRoute() {
  const { instance } = useSearch({ strict: false })
  return (
    <LogsPage
      key={instance}
      instance={instance ?? null}
      soon={soon}
      onExport={save}
      onCopy={(text) => navigator.clipboard.writeText(text)}
      setupLink={(label) => <SetupLink label={label} />}
    />
  )
}

/** Ten times a second is as often as anybody can read. A timer runs in a hidden tab too, where frames stand still. */
function soon(run: () => void): void {
  setTimeout(run, 100)
}

function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = address
  link.download = 'moltbot-log.txt'
  link.click()
  URL.revokeObjectURL(address)
}
