import { Link, useBlocker, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ConfigPage } from './features/config/ConfigPage.tsx'
import { LeaveDialog } from './features/config/LeaveDialog.tsx'
import { paths } from './paths.ts'
import { SetupLink } from './SetupLink.tsx'

/** The page knows no addresses, and does not know what leaving it means: both are here. */
export function ConfigRoute() {
  const { instance } = useSearch({ strict: false })
  const [guarded, setGuarded] = useState(false)
  const blocker = useBlocker({
    shouldBlockFn: () => guarded,
    enableBeforeUnload: () => guarded,
    withResolver: true,
  })
  return (
    <>
      <ConfigPage
        key={instance}
        instance={instance ?? null}
        setupLink={(label) => <SetupLink label={label} />}
        historyLink={(label) => (
          <Link to={paths.configHistory} search={(kept) => kept}>
            {label}
          </Link>
        )}
        onGuard={setGuarded}
      />
      <LeaveDialog
        open={blocker.status === 'blocked'}
        onStay={() => blocker.reset?.()}
        onLeave={() => blocker.proceed?.()}
      />
    </>
  )
}
