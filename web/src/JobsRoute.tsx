import { Link, useParams } from '@tanstack/react-router'
import { JobPage } from './features/jobs/JobPage.tsx'
import { JobsPage } from './features/jobs/JobsPage.tsx'
import { paths } from './paths.ts'

/** The pages know no addresses; their links are made here. */
export function JobsRoute() {
  return (
    <JobsPage
      jobLink={(id, label) => (
        <Link to={paths.job} params={{ id }} search={(kept) => kept}>
          {label}
        </Link>
      )}
    />
  )
}

export function JobRoute() {
  const { id = '' } = useParams({ strict: false })
  return (
    <JobPage
      key={id}
      id={id}
      backLink={(label) => (
        <Link to={paths.jobs} search={(kept) => kept}>
          {label}
        </Link>
      )}
      auditLink={(entry, label) => (
        <Link to={paths.audit} search={(kept) => ({ ...kept, entry: Number(entry) })}>
          {label}
        </Link>
      )}
    />
  )
}
