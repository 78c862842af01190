import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { now } from '../../../../test/fixtures.ts'
import { renderAt } from '../../../../test/render.tsx'
import type { ConfigTrial } from '../../../wire.ts'
import { HistoryView } from './HistoryView.tsx'
import { findVersion, headOf, notYetBack, whoWrote } from './history-model.ts'
import { PutBack } from './PutBack.tsx'
import { someVersions, versionOf } from './test/version-fixtures.ts'

const nothing = () => {}
const base = {
  ...{ failure: null, busy: false, hostOffset: 0, hasMore: false, onMore: nothing, onAgain: nothing },
  versionLink: (key: string, label: string) => <a href={`#${key}`}>{label}</a>,
  configLink: (label: string) => <a href="#config">{label}</a>,
}

describe('the history of a configuration', () => {
  it('shows every version with when, who, why, size and whether it is valid', () => {
    renderAt(<HistoryView {...base} versions={someVersions} />)
    const rows = screen.getAllByRole('row').slice(1)
    expect(
      rows.map((row) =>
        within(row)
          .getAllByRole('cell')
          .map((cell) => cell.textContent),
      ),
    ).toEqual([
      [
        'Changed through MoltBot Ops.“The old port is taken.”gateway.port',
        'anna, through MoltBot Ops',
        '4.1 kB',
        'yes',
      ],
      [
        'Changed by hand in the file.channels.telegram.streamModelogging.levelagents.defaults.modeland 2 more',
        'by hand',
        '4.1 kB',
        'no',
      ],
      ['Written by MoltBot 2026.9.6.meta.lastTouchedVersion', 'MoltBot itself', '4.1 kB', 'yes'],
      ['Put back by itself: nobody confirmed it in time.gateway.port', 'MoltBot Ops by itself', '4.1 kB', 'yes'],
      ['It was there when MoltBot Ops first looked.', 'not known', '4.1 kB', 'not checked'],
    ])
    expect(within(rows[0] ?? document.body).getByRole('rowheader').textContent).toBe('Today 01:55now')
  })

  it('says first when the file on disk would not start', () => {
    const [valid, invalid] = someVersions
    expect(headOf([invalid ?? versionOf()], now, 0)).toMatchObject({ tone: 'warn', mark: 'look' })
    expect(headOf([valid ?? versionOf()], now, 0)).toEqual({
      verdict: 'The configuration was last changed 12\u00a0min ago.',
      cause: 'By anna, through MoltBot Ops.',
    })
    expect(headOf(someVersions.slice(-1), now, 0).verdict).toBe('The configuration is as MoltBot Ops first saw it.')
  })

  it('does not claim to know anything that could not be read', () => {
    renderAt(<HistoryView {...base} versions={null} failure="The agent does not answer." />)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('not known')
    expect(screen.getByRole('alert').textContent).toContain('The agent does not answer.')
  })

  it('tells the person at the terminal from the one in a browser', () => {
    const by = { subject: 'host', device_id: null, name: 'terminal', via: 'terminal' as const }
    expect(whoWrote(versionOf({ by }))).toBe('at the host’s terminal, through MoltBot Ops')
  })
})

describe('a version', () => {
  it('is found by its time, between the one before and the one after', () => {
    const [newest, second, third] = someVersions
    expect(findVersion(someVersions, '20261122T230700000Z')).toEqual({ version: second, next: newest, previous: third })
    expect(findVersion(someVersions, 'never')).toBeNull()
  })

  const current = versionOf({ current: true })
  const older = versionOf({ hash: 'sha256:older' })
  const asked = { version: older, current, mayChange: true, trials: [] as ConfigTrial[] }
  const trial: ConfigTrial = {
    ...{ id: 'ct_1', status: 'open', hash: current.hash, previous_hash: 'sha256:other' },
    ...{ started_at: '', ends_at: '', job_id: null },
  }

  it.each([
    ['is the one of now', { ...asked, version: current }, 'It is in force already.'],
    ['has no copy', { ...asked, version: { ...older, restorable: false } }, 'No copy of it is kept'],
    ['says the same', { ...asked, version: { ...older, hash: current.hash } }, 'It says the same'],
    ['is read by a viewer', { ...asked, mayChange: false }, 'This needs the role admin.'],
    ['waits for a trial to end', { ...asked, trials: [trial] }, 'A configuration is on trial.'],
  ])('cannot be put back when it %s', (_why, given, said) => {
    expect(notYetBack(given)).toContain(said)
  })

  it('can be put back, also during the trial that it was replaced in', () => {
    expect(notYetBack(asked)).toBeUndefined()
    expect(notYetBack({ ...asked, trials: [{ ...trial, previous_hash: older.hash }] })).toBeUndefined()
  })

  it('comes back for good, or on trial when that is wanted', async () => {
    const seen: unknown[] = []
    renderAt(<PutBack notYet={undefined} reason="Back." onRevert={(wish) => seen.push(wish)} />)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: 'Put this version back' }))
    await user.click(screen.getByRole('checkbox'))
    await user.click(screen.getByRole('button', { name: 'Put this version back' }))
    expect(seen).toEqual([
      { reason: 'Back.', trialSeconds: null },
      { reason: 'Back.', trialSeconds: 300 },
    ])
  })
})
