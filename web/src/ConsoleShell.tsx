import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { Gauge, KeyRound, Link2, ListChecks, PackagePlus, ScrollText, SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ApprovalsTray } from './consent/ApprovalsTray.tsx'
import { ConsentProvider } from './consent/ConsentProvider.tsx'
import { roleCovers } from './consent/not-yet.ts'
import { paths } from './paths.ts'
import { useConsole, useLink, useSessionState } from './session/console.ts'
import {
  instancesQuery,
  pendingQuery,
  sessionQuery,
  simulationQuery,
  systemQuery,
  trialsQuery,
} from './session/queries.ts'
import { shellWords as words } from './shell-words.ts'
import { useClock } from './ui/clock.ts'
import { type InstanceChoice, InstanceSwitch } from './ui/InstanceSwitch.tsx'
import { LinkState } from './ui/LinkState.tsx'
import type { RailGroup, RailLink } from './ui/Rail.tsx'
import { Shell } from './ui/Shell.tsx'
import { SimulatedBanner } from './ui/SimulatedBanner.tsx'
import type { Instance } from './wire.ts'

// Comes when a configuration is on trial, which is seldom.
const TrialBar = lazy(() =>
  import('./features/config/trial/TrialBar.tsx').then((module) => ({ default: module.TrialBar })),
)

/** The frame around every page: which MoltBot, how the link is, where to go. */
export function ConsoleShell() {
  const { client, agentClock } = useConsole()
  const clock = useClock()
  const navigate = useNavigate()
  const link = useLink()
  const state = useSessionState()
  const { pathname } = useLocation()
  const { instance } = useSearch({ strict: false })
  const instances = useQuery(instancesQuery(client))
  const session = useQuery(sessionQuery(client))
  const system = useQuery(systemQuery(client, clock.now))
  const agent = state.kind === 'paired' && state.agent !== null ? state.agent : session.data?.agent
  const simulated = agent?.simulated === true || system.data?.value.agent?.mode === 'simulated'
  const simulation = useQuery(simulationQuery(client, agentClock, simulated))
  const owner = state.kind === 'paired' && state.role === 'owner'
  const mayApprove = state.kind === 'paired' && roleCovers(state.role, 'admin')
  const pending = useQuery(pendingQuery(client, owner))
  const waiting = pending.data?.filter((request) => request.status === 'pending').length ?? 0
  const choices = instances.data?.map(choiceOf) ?? []
  const chosen = instance ?? instances.data?.find((each) => each.is_default)?.id ?? null
  const scenario = simulation.data?.scenario ?? system.data?.value.agent?.scenario
  const version = system.data?.value.agent?.version
  return (
    <ConsentProvider>
      <Shell
        groups={groupsFor(pathname, waiting)}
        link={RouterLink}
        instance={
          <InstanceSwitch
            choices={choices}
            chosen={chosen}
            onChoose={(id) => void navigate({ to: '.', search: { instance: id } })}
            fallback={{
              label: agent?.hostname ?? location.hostname,
              address: instances.data === undefined ? '' : words.noMoltbot,
            }}
          />
        }
        linkState={<LinkState link={link} />}
        tools={mayApprove ? <ApprovalsTray /> : undefined}
        banner={
          simulated ? (
            <SimulatedBanner
              title={words.simulated.title}
              scenario={scenario == null ? '' : words.simulated.scenario(scenario)}
              detail={words.simulated.detail}
            />
          ) : undefined
        }
        foot={[version === undefined ? words.product : words.version(version), words.motto]}
      >
        <Trials />
        <Outlet />
      </Shell>
    </ConsentProvider>
  )
}

/** Stays once it came: it also says how a trial ended. */
function Trials() {
  const { client } = useConsole()
  const { data: trials } = useQuery(trialsQuery(client))
  const { data: instances } = useQuery(instancesQuery(client))
  const [came, setCame] = useState(false)
  if (!came && trials !== undefined && trials.length > 0) setCame(true)
  if (!came) return null
  return (
    <Suspense>
      <TrialBar
        instances={instances ?? []}
        historyLink={(id, label) => (
          <Link to={paths.configHistory} search={id === null ? {} : { instance: id }}>
            {label}
          </Link>
        )}
      />
    </Suspense>
  )
}

function choiceOf(instance: Instance): InstanceChoice {
  const address = instance.port === null ? '' : `127.0.0.1:${instance.port}`
  return { id: instance.id, label: instance.label, address, stripe: instance.colour }
}

/** What somebody with a phone in the night wants first. */
const pinned = new Set<string>([paths.overview, paths.logs, paths.jobs])

function groupsFor(pathname: string, waiting: number): RailGroup[] {
  const item = (href: string, label: string, icon: typeof Gauge, count = 0) => {
    return {
      href,
      label,
      icon,
      count,
      pinned: pinned.has(href),
      current: pathname === href || (href !== paths.overview && pathname.startsWith(`${href}/`)),
    }
  }
  return [
    {
      label: words.groups.watch,
      items: [item(paths.overview, words.pages.overview, Gauge), item(paths.logs, words.pages.logs, ScrollText)],
    },
    {
      label: words.groups.change,
      items: [
        item(paths.setup, words.pages.setup, PackagePlus),
        item(paths.config, words.pages.config, SlidersHorizontal),
        item(paths.jobs, words.pages.jobs, ListChecks),
      ],
    },
    {
      label: words.groups.trust,
      items: [item(paths.audit, words.pages.audit, Link2), item(paths.access, words.pages.access, KeyRound, waiting)],
    },
  ]
}

function RouterLink({ href, className, current, children }: RailLink) {
  return (
    <Link
      to={href}
      // What else stands in an address belongs to its page.
      search={({ instance }) => (instance === undefined ? {} : { instance })}
      className={className}
      activeProps={{}}
      aria-current={current ? 'page' : undefined}
    >
      {children}
    </Link>
  )
}
