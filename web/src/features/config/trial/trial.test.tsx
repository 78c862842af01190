import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { iso, now } from '../../../../test/fixtures.ts'
import { renderAt } from '../../../../test/render.tsx'
import type { ConfigTrial } from '../../../wire.ts'
import { EndedTrial, OpenTrial } from './TrialBarView.tsx'
import { endedSince, endingOf } from './trial-model.ts'
import { trialWords } from './trial-words.ts'

const trial: ConfigTrial = {
  ...{ id: 'ct_1', status: 'open', hash: 'sha256:new', previous_hash: 'sha256:old', job_id: 'jb_1' },
  ...{ started_at: iso(now - 48_000), ends_at: iso(now + 252_000), instance_id: 'in_1' },
  by: { subject: 'user:anna', device_id: null, name: 'user:anna', via: 'browser' },
  reason: 'The old port is taken.',
  changed_paths: ['gateway.port', 'gateway.bind', 'logging.level'],
}

const shown = (changes: Partial<Parameters<typeof OpenTrial>[0]> = {}) => {
  const seen: string[] = []
  const { clock } = renderAt(
    <OpenTrial
      {...{ trial, name: null, hostOffset: 0, mayDecide: true, keeping: false, problem: null }}
      onKeep={() => seen.push('keep')}
      onBack={() => seen.push('back')}
      {...changes}
    />,
  )
  return { seen, clock, text: () => screen.getByRole('region').textContent }
}

describe('a configuration on trial', () => {
  it('says what was changed, by whom, why, and how long it waits', async () => {
    const { seen, text } = shown()
    expect(text()).toContain('gateway.port and 2 more settings were changed by anna. “The old port is taken.”')
    expect(text()).toContain('Goes back in 4:12')
    await userEvent.setup().click(screen.getByRole('button', { name: 'Keep' }))
    await userEvent.setup().click(screen.getByRole('button', { name: 'Go back now' }))
    expect(seen).toEqual(['keep', 'back'])
  })

  it('speaks once a minute, not once a second', () => {
    shown()
    expect(screen.getByRole('status').textContent).toBe('Less than 5 minutes are left.')
  })

  it('goes by the clock of the host', () => {
    expect(shown({ hostOffset: 60_000 }).text()).toContain('Goes back in 3:12')
  })

  it('offers no decision to a viewer, and none when the time is over', () => {
    shown({ mayDecide: false })
    expect(screen.queryByRole('button')).toBeNull()
    expect(screen.getByText('Somebody with the role admin can keep it.')).toBeDefined()
  })

  it('says that it goes back when the time is over', () => {
    shown({ hostOffset: 252_000 })
    expect(screen.getByRole('status').textContent).toBe('The time is over. It goes back now.')
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('names what it is one of several', () => {
    expect(shown({ name: 'workshop' }).text()).toContain('The configuration of workshop is on trial.')
  })
})

describe('the end of a trial', () => {
  it.each([
    ['kept', 'sha256:new'],
    ['back', 'sha256:old'],
    ['other', 'sha256:by-hand'],
    ['unknown', null],
  ] as const)('is told from what is in force: %s', (ending, hash) => {
    expect(endingOf(trial, hash)).toBe(ending)
    renderAt(<EndedTrial ending={ending} historyLink={null} onClose={() => {}} />)
    expect(screen.getByRole('status').textContent).toContain(trialWords.ended[ending].detail)
  })

  it('is seen when it is not listed any more', () => {
    expect(endedSince([trial], [])).toEqual([trial])
    expect(endedSince([trial], [trial])).toEqual([])
  })
})
