import { operations } from '@moltbot-ops/sdk'
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { now } from '../../../test/fixtures.ts'
import { renderAt } from '../../../test/render.tsx'
import { actionName, knownActions } from './action-words.ts'
import { queryOf, readAuditSearch } from './audit-search.ts'
import { damagedIn, sentenceOf } from './audit-verdict.ts'
import { BrokenCard } from './BrokenCard.tsx'
import { EntryFacts } from './EntryFacts.tsx'
import { EntryTable } from './EntryTable.tsx'
import { FilterForm } from './FilterForm.tsx'
import { KeyCard } from './KeyCard.tsx'
import { createKeyPin } from './pinned-key.ts'
import { brokenOf, changedEntry, entryOf, fingerprint, someEntries, verificationOf } from './test/audit-fixtures.ts'

const link = (seq: number, label: string) => <a href={`#${seq}`}>{label}</a>
const pinned = { fingerprint, since: now - 3_600_000 }
const asked = {
  ...{ verified: { verification: verificationOf(), receivedAt: now - 12_000 }, failure: null, pinned },
  ...{ newest: 43, now, timeZone: 'UTC' },
}
const verified = (changes: Parameters<typeof verificationOf>[0]) => ({
  verification: verificationOf(changes),
  receivedAt: now,
})

describe('the first sentence of Audit', () => {
  it('says that the log is whole only when it was held to a key that this browser kept', () => {
    expect(sentenceOf(asked)).toEqual({
      mark: 'fine',
      verdict: 'The audit log is whole.',
      cause: 'All 43 entries are unbroken, and signed for by the key that this browser keeps since 01:07.',
      follows: 'Checked by the agent 12 s ago, up to entry 43.',
    })
  })

  it.each([
    ['no key is kept', { pinned: null, verified: verified({ verdict: 'unanchored' }) }],
    // Also where an agent claims it: it was not asked to hold the log to a key.
    ['no key is kept, and the agent calls it valid', { pinned: null }],
    ['nothing is signed', { verified: verified({ verdict: 'unanchored', checkpoint: null }) }],
    ['it is called valid without a checkpoint', { verified: verified({ checkpoint: null }) }],
    ['the check failed, whatever was found before', { failure: 'The agent does not answer.' }],
    ['it is being checked', { verified: null }],
    ['it is broken', { verified: { verification: brokenOf([changedEntry]), receivedAt: now } }],
  ])('is never a green one when %s', (_why, changes) => {
    const sentence = sentenceOf({ ...asked, ...changes })
    expect(sentence.mark).not.toBe('fine')
    expect(sentence.verdict).not.toBe('The audit log is whole.')
  })

  it('names what is broken, in the loudest way', () => {
    const sentence = sentenceOf({ ...asked, verified: { verification: brokenOf([changedEntry]), receivedAt: now } })
    expect(sentence).toMatchObject({ mark: 'broken', tone: 'bad', cause: changedEntry.message })
  })

  it('tells what is not covered: the unsigned end, and what came since', () => {
    const { follows } = sentenceOf({ ...asked, newest: 47, verified: verified({ last_seq: 45, entries: 45 }) })
    expect(follows).toContain('The last 2 are not signed for yet. Two entries came since.')
  })
})

describe('the key that the log is held to', () => {
  const fake = () => {
    const kept = new Map<string, string>()
    return {
      kept,
      storage: {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, value: string) => void kept.set(name, value),
        removeItem: (name: string) => void kept.delete(name),
      },
    }
  }

  it('is kept for its agent alone, and can be forgotten', () => {
    const { storage } = fake()
    const of = (agentId: string) => createKeyPin({ storage, agentId, now: () => now })
    of('ag_1').keep(fingerprint)
    expect(of('ag_1').key.read()).toEqual({ fingerprint, since: now })
    expect(of('ag_2').key.read()).toBeNull()
    of('ag_1').forget()
    expect(of('ag_1').key.read()).toBeNull()
  })

  it.each(['{', '7', '{"fingerprint":"x","since":1}', `{"fingerprint":"${fingerprint}"}`])(
    'is not taken from what something else wrote: %s',
    (text) => {
      const { kept, storage } = fake()
      kept.set('moltbot-ops.audit-key.ag_1', text)
      expect(createKeyPin({ storage, agentId: 'ag_1', now: () => now }).key.read()).toBeNull()
    },
  )

  it('can be the one that signs now or one that was noted, and never anything else', async () => {
    const seen: string[] = []
    renderAt(<KeyCard pinned={null} signer={fingerprint} onKeep={(key) => seen.push(key)} onForget={() => {}} />)
    const user = userEvent.setup()
    const field = screen.getByRole('textbox')
    await user.type(field, 'SHA256:short')
    await user.click(screen.getByRole('button', { name: 'Keep it' }))
    expect(screen.getByText('A fingerprint is SHA256: and 43 characters.')).toBeDefined()
    await user.click(screen.getByRole('button', { name: /keep this key/ }))
    expect(seen).toEqual([fingerprint])
  })
})

describe('a broken log', () => {
  it('says what to do before anything else, then everything that was found', async () => {
    const problems = Array.from({ length: 12 }, (_, index) => ({ ...changedEntry, seq: index + 1 }))
    renderAt(
      <BrokenCard problems={problems} pinned exportButton={<button type="button">Export</button>} entryLink={link} />,
    )
    const [steps, found] = screen.getAllByRole('list')
    expect(within(steps ?? document.body).getAllByRole('listitem')[0]?.textContent).toContain('Export the log as it is')
    expect(within(found ?? document.body).getAllByRole('listitem')).toHaveLength(10)
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show 2 more' }))
    expect(within(found ?? document.body).getAllByRole('listitem')).toHaveLength(12)
    expect(screen.getByRole('link', { name: 'Entry 12' })).toBeDefined()
  })
})

describe('the entries', () => {
  it('say who did what and how it ended, in words', () => {
    renderAt(<EntryTable entries={someEntries} agentOffset={0} damaged={new Set()} entryLink={link} />)
    const rows = screen.getAllByRole('row').slice(1)
    const cells = (row: HTMLElement | undefined) => [...(row?.children ?? [])].map((cell) => cell.textContent)
    expect(cells(rows[0])).toEqual([
      '43',
      'Today 02:06',
      'Restart MoltBot“Telegram has been silent since 02:00.”',
      'anna',
      'done',
    ])
    expect(cells(rows[4])).toEqual([
      '39',
      'Today 01:27',
      'Change the configurationconfirmation_invalid',
      'token:backup-script',
      'refused',
    ])
    expect(cells(rows[6])).toEqual(['2', 'Sat 00:07', 'A key that may sign was registered', 'MoltBot Ops', 'noted'])
  })

  it('are marked where the check found something wrong', () => {
    const damaged = damagedIn(
      brokenOf([
        { ...changedEntry, seq: 40 },
        { ...changedEntry, seq: null },
      ]),
    )
    renderAt(<EntryTable entries={someEntries} agentOffset={0} damaged={damaged} entryLink={link} />)
    const marked = screen.getAllByRole('row').filter((row) => row.textContent?.includes('something wrong here'))
    expect(marked.map((row) => row.firstChild?.textContent)).toEqual(['40'])
  })

  it('have a name for every operation that needs consent', () => {
    const consequential = Object.values(operations).filter(({ consent }) => consent !== 'none')
    expect(consequential.length).toBeGreaterThan(5)
    expect(consequential.map(({ id }) => id).filter((id) => !knownActions.includes(id))).toEqual([])
  })

  it('show an unknown operation by its own name', () => {
    expect(actionName({ action: 'makeTea', params_redacted: null })).toBe('makeTea')
  })

  it('tell of one everything that the chain has, and what was signed', () => {
    const approved = entryOf({ ...someEntries[2], params_redacted: { token: '[secret]' } })
    renderAt(
      <EntryFacts
        entry={approved}
        agentOffset={0}
        damaged={false}
        jobLink={(id, label) => (
          <a key={label} href={`#${id}`}>
            {label}
          </a>
        )}
        filterLink={(filter, label) => (
          <a key={label} href={`#${JSON.stringify(filter)}`}>
            {label}
          </a>
        )}
      />,
    )
    const text = document.body.textContent
    expect(text).toContain('anna, in the console')
    expect(text).toContain('It says: approve, at 2026-11-23T02:00:02.000Z, over the plan of this entry.')
    for (const part of [
      approved.hash,
      approved.prev_hash,
      approved.plan_hash,
      approved.params_hash,
      '"token": "[secret]"',
    ])
      expect(text).toContain(part)
    expect(screen.getByRole('link', { name: 'All entries of this approval' }).getAttribute('href')).toContain('cf_8sQ2')
  })
})

describe('the filter', () => {
  it('stands in the address, and takes nothing from there that it does not know', () => {
    const raw = { entry: 43, subject: 'user:anna', outcome: 'failed', from: '2026-11-23T00:00:00.000Z', job: 'jb_1' }
    expect(readAuditSearch({ ...raw, evil: 1 })).toEqual(raw)
    expect(readAuditSearch({ entry: 'x', subject: '', outcome: 'toString', from: 'never', job: 7 })).toEqual({})
    expect(queryOf({ subject: 'user:anna', job: 'jb_1' })).toEqual({ subject: 'user:anna', job_id: 'jb_1' })
  })

  it('is asked for as a whole, and can be taken away', async () => {
    const seen: unknown[] = []
    renderAt(<FilterForm filter={{ action: 'applyConfig' }} onFilter={(filter) => seen.push(filter)} />)
    const user = userEvent.setup()
    await user.type(screen.getByLabelText('Who'), 'user:anna')
    await user.selectOptions(screen.getByLabelText('Outcome'), 'failed')
    await user.click(screen.getByRole('button', { name: 'Show these' }))
    await user.click(screen.getByRole('button', { name: 'Show all' }))
    expect(seen).toEqual([{ action: 'applyConfig', subject: 'user:anna', outcome: 'failed' }, {}])
  })
})
