import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent, useSearch } from '@tanstack/react-router'
import { ConfigLink } from './ConfigLink.tsx'
import { ConsoleShell } from './ConsoleShell.tsx'
import type { AuditSearch } from './features/audit/audit-search.ts'
import { ServiceButtons } from './features/operations/ServiceButtons.tsx'
import { OverviewPage } from './features/overview/OverviewPage.tsx'
import { Gate } from './Gate.tsx'
import { PassphraseLink } from './PassphraseLink.tsx'
import { base, paths } from './paths.ts'
import { SetupLink } from './SetupLink.tsx'
import { shellWords } from './shell-words.ts'
import { StatusSentence } from './ui/StatusSentence.tsx'

interface ConsoleSearch {
  /** The gateway that is looked at; the default one without it. */
  instance?: string
}

const root = createRootRoute({
  component: Gate,
  notFoundComponent: NotFound,
  validateSearch: ({ instance }: Record<string, unknown>): ConsoleSearch =>
    typeof instance === 'string' && instance !== '' ? { instance } : {},
})

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: ConsoleShell })

const overview = createRoute({
  getParentRoute: () => shell,
  path: paths.overview,
  component: function Overview() {
    const { instance } = useSearch({ strict: false })
    return (
      <OverviewPage
        key={instance}
        instance={instance ?? null}
        serviceButtons={(status) => <ServiceButtons status={status} instance={instance ?? null} />}
        passphraseButton={(label) => <PassphraseLink label={label} />}
        setupButton={(label) => <SetupLink label={label} />}
        configButton={(label) => <ConfigLink label={label} />}
      />
    )
  },
})

const logs = createRoute({
  getParentRoute: () => shell,
  path: paths.logs,
  component: lazyRouteComponent(() => import('./LogsRoute.tsx'), 'LogsRoute'),
})

const setup = createRoute({
  getParentRoute: () => shell,
  path: paths.setup,
  component: lazyRouteComponent(() => import('./SetupRoute.tsx'), 'SetupRoute'),
})

const config = createRoute({
  getParentRoute: () => shell,
  path: paths.config,
  component: lazyRouteComponent(() => import('./ConfigRoute.tsx'), 'ConfigRoute'),
})

const configHistory = createRoute({
  getParentRoute: () => shell,
  path: paths.configHistory,
  component: lazyRouteComponent(() => import('./ConfigHistoryRoute.tsx'), 'ConfigHistoryRoute'),
})

const configVersion = createRoute({
  getParentRoute: () => shell,
  path: paths.configVersion,
  component: lazyRouteComponent(() => import('./ConfigHistoryRoute.tsx'), 'ConfigVersionRoute'),
})

const audit = createRoute({
  getParentRoute: () => shell,
  path: paths.audit,
  // Read with the page, so that what reads it comes with the page.
  validateSearch: (raw: AuditSearch): AuditSearch => raw,
  component: lazyRouteComponent(() => import('./AuditRoute.tsx'), 'AuditRoute'),
})

const access = createRoute({
  getParentRoute: () => shell,
  path: paths.access,
  component: lazyRouteComponent(() => import('./AccessRoute.tsx'), 'AccessRoute'),
})

const jobs = createRoute({
  getParentRoute: () => shell,
  path: paths.jobs,
  component: lazyRouteComponent(() => import('./JobsRoute.tsx'), 'JobsRoute'),
})

const job = createRoute({
  getParentRoute: () => shell,
  path: paths.job,
  component: lazyRouteComponent(() => import('./JobsRoute.tsx'), 'JobRoute'),
})

const passphrase = createRoute({
  getParentRoute: () => root,
  path: paths.passphrase,
  component: lazyRouteComponent(() => import('./PassphraseRoute.tsx'), 'PassphraseRoute'),
})

const routeTree = root.addChildren([
  shell.addChildren([overview, logs, setup, config, configHistory, configVersion, jobs, job, audit, access]),
  passphrase,
])

export function createConsoleRouter() {
  return createRouter({ routeTree, basepath: base, defaultPreload: 'intent', scrollRestoration: true })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>
  }
}

function NotFound() {
  const words = shellWords.notFound
  return (
    <main style={{ padding: '80px 40px' }}>
      <StatusSentence
        mark="unknown"
        verdict={words.verdict}
        cause={words.cause}
        follows={<Link to={paths.overview}>{words.back}</Link>}
      />
    </main>
  )
}
