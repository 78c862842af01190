import { Gauge, KeyRound, Link2, ListChecks, PackagePlus, ScrollText, SlidersHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { InstanceSwitch } from '../../src/ui/InstanceSwitch.tsx'
import { type Link, LinkState } from '../../src/ui/LinkState.tsx'
import type { RailLink } from '../../src/ui/Rail.tsx'
import { Shell } from '../../src/ui/Shell.tsx'
import { SimulatedBanner } from '../../src/ui/SimulatedBanner.tsx'

function PlainLink({ href, className, current, children }: RailLink) {
  return (
    <a href={href} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  )
}

interface GalleryShellProps {
  page: 'overview' | 'logs' | 'access'
  link: Link
  simulated?: boolean
  several?: boolean
  children: ReactNode
}

export function GalleryShell({ page, link, simulated = false, several = false, children }: GalleryShellProps) {
  const one = { id: 'a', label: 'home-mini', address: '127.0.0.1:18789', stripe: 'plum' as const }
  const two = { id: 'b', label: 'workshop', address: '127.0.0.1:19001', stripe: 'slate' as const }
  return (
    <Shell
      groups={[
        {
          label: 'Watch',
          items: [
            { href: '#o', label: 'Overview', icon: Gauge, current: page === 'overview', count: 0, pinned: true },
            { href: '#g', label: 'Logs', icon: ScrollText, current: page === 'logs', count: 0, pinned: true },
          ],
        },
        {
          label: 'Change',
          items: [
            { href: '#s', label: 'Setup', icon: PackagePlus, current: false, count: 0 },
            { href: '#c', label: 'Config', icon: SlidersHorizontal, current: false, count: 0 },
            { href: '#j', label: 'Jobs', icon: ListChecks, current: false, count: 0, pinned: true },
          ],
        },
        {
          label: 'Trust',
          items: [
            { href: '#l', label: 'Audit', icon: Link2, current: false, count: 0 },
            { href: '#a', label: 'Access', icon: KeyRound, current: page === 'access', count: 1 },
          ],
        },
      ]}
      link={PlainLink}
      instance={
        <InstanceSwitch
          choices={several ? [one, two] : [one]}
          chosen="a"
          onChoose={() => {}}
          fallback={{ label: 'home-mini', address: '' }}
        />
      }
      linkState={<LinkState link={link} />}
      banner={
        simulated ? (
          <SimulatedBanner
            title="Simulated."
            scenario="Scenario crash-loop."
            detail="No real host and no real MoltBot is behind this page."
          />
        ) : undefined
      }
      foot={['MoltBot Ops 0.3.0', 'Works without MoltBot']}
    >
      {children}
    </Shell>
  )
}
