import { Link, useParams, useSearch } from '@tanstack/react-router'
import { HistoryPage } from './features/config/history/HistoryPage.tsx'
import { VersionPage } from './features/config/history/VersionPage.tsx'
import { paths } from './paths.ts'

/** The pages know no addresses; their links are made here. */
export function ConfigHistoryRoute() {
  const { instance } = useSearch({ strict: false })
  return (
    <HistoryPage
      key={instance}
      instance={instance ?? null}
      configLink={(label) => (
        <Link to={paths.config} search={(kept) => kept}>
          {label}
        </Link>
      )}
      versionLink={(version, label) => (
        <Link to={paths.configVersion} params={{ version }} search={(kept) => kept}>
          {label}
        </Link>
      )}
    />
  )
}

export function ConfigVersionRoute() {
  const { version = '' } = useParams({ strict: false })
  const { instance } = useSearch({ strict: false })
  return (
    <VersionPage
      key={`${instance} ${version}`}
      instance={instance ?? null}
      version={version}
      backLink={(label) => (
        <Link to={paths.configHistory} search={(kept) => kept}>
          {label}
        </Link>
      )}
      jobLink={(id, label) => (
        <Link key="job" to={paths.job} params={{ id }} search={(kept) => kept}>
          {label}
        </Link>
      )}
      auditLink={(entry, label) => (
        <Link key="audit" to={paths.audit} search={(kept) => ({ ...kept, entry: Number(entry) })}>
          {label}
        </Link>
      )}
    />
  )
}
