import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { jobOf } from '../../../test/consent-fixtures.ts'
import { iso, now } from '../../../test/fixtures.ts'
import { renderAt } from '../../../test/render.tsx'
import type { Job } from '../../wire.ts'
import { JobFacts } from './JobFacts.tsx'

function factsOf(changes: Partial<Job>, agentOffset = 0): string | null {
  const auditLink = (id: string, label: string) => <a href={`#${id}`}>{label}</a>
  const { container } = renderAt(<JobFacts job={jobOf(changes)} agentOffset={agentOffset} auditLink={auditLink} />)
  return container.textContent
}

describe('the facts of a job', () => {
  it('say when it began and how long it took, and lead to its record', () => {
    const times = { created_at: iso(now - 3_600_000), ended_at: iso(now - 3_510_000) }
    expect(factsOf({ ...times, audit_event_id: '41' })).toBe('began today 01:07took 1 minIts audit entry')
    expect(screen.getByRole('link', { name: 'Its audit entry' }).getAttribute('href')).toBe('#41')
  })

  it('count while it runs, by the clock of this browser, and lead nowhere where nothing was recorded', () => {
    const job = { created_at: iso(now + 50_000), ended_at: null, audit_event_id: null }
    expect(factsOf(job, 90_000)).toBe('began today 02:06has taken 40 s')
  })
})
