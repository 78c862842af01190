import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { AuditPage } from './features/audit/AuditPage.tsx'
import { readAuditSearch } from './features/audit/audit-search.ts'
import { paths } from './paths.ts'

/** The page knows no addresses and no storage; both are given here. */
export function AuditRoute() {
  const { instance, ...raw } = useSearch({ strict: false })
  const navigate = useNavigate()
  const kept = instance === undefined ? {} : { instance }
  const search = readAuditSearch(raw)
  return (
    <AuditPage
      search={search}
      onSearch={(next) => void navigate({ to: paths.audit, search: { ...kept, ...next } })}
      storage={localStorageOrNone()}
      entryLink={(entry, label) => (
        <Link to={paths.audit} search={{ ...kept, ...search, entry }}>
          {label}
        </Link>
      )}
      filterLink={(filter, label) => (
        <Link key={label} to={paths.audit} search={{ ...kept, ...filter }}>
          {label}
        </Link>
      )}
      jobLink={(id, label) => (
        <Link key={label} to={paths.job} params={{ id }} search={kept}>
          {label}
        </Link>
      )}
    />
  )
}

/** A browser that keeps nothing throws when it is asked. */
function localStorageOrNone(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
