import type { SetupLinks } from '../NextSteps.tsx'

/** Plain links, as there is no router in a test. */
export function linksOf(): SetupLinks {
  return {
    overview: (label) => <a href="/">{label}</a>,
    config: (label) => <a href="/config">{label}</a>,
    access: (label) => <a href="/access">{label}</a>,
    job: (id, label) => <a href={`/jobs/${id}`}>{label}</a>,
  }
}
