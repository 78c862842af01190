import { AgentUnreachable, ApiError } from '@moltbot-ops/sdk'
import { describe, expect, it } from 'vitest'
import { iso, now } from '../../../test/fixtures.ts'
import { judgeConfig, type Seen } from './config-verdict.ts'
import { configOf } from './test/config-fixtures.ts'

const seen = (changes: Partial<Seen> = {}): Seen => ({
  config: { value: configOf(), receivedAt: now - 4000 },
  error: null,
  now,
  valid: true,
  waiting: 0,
  refused: 0,
  textBroken: false,
  ...changes,
})
const refusal = (code: string, message = 'Because.') => new ApiError({ status: 409, code, message })
const file = (changes: Parameters<typeof configOf>[0]) => ({ value: configOf(changes), receivedAt: now })

describe('the first sentence', () => {
  it.each<[string, Partial<Seen>, string, string]>([
    ['a valid file', {}, 'fine', 'The configuration is valid. Nothing waits to be applied.'],
    ['a draft', { waiting: 2 }, 'info', 'The configuration is valid. 2 changes are not applied yet.'],
    [
      'a draft that is refused',
      { waiting: 1, refused: 1 },
      'look',
      'The configuration is valid. 1 change is not applied yet, and would be refused.',
    ],
    [
      'a draft of which something is refused',
      { waiting: 4, refused: 2 },
      'look',
      'The configuration is valid. 4 changes are not applied yet, and two things in them would be refused.',
    ],
    [
      'a text in the making',
      { textBroken: true },
      'look',
      'The configuration is valid. The text cannot be read as JSON5 yet.',
    ],
    [
      'a file that MoltBot takes and its schema does not',
      { refused: 1 },
      'look',
      'MoltBot takes the configuration. One thing in it breaks the schema of this version.',
    ],
    [
      'while MoltBot is asked',
      { valid: 'asking' },
      'busy',
      'Asking MoltBot about the configuration. Nothing waits to be applied.',
    ],
    [
      'when nobody could ask',
      { valid: null },
      'unknown',
      'MoltBot itself has not judged the configuration. Nothing waits to be applied.',
    ],
    ['a refused file', { valid: false }, 'broken', 'MoltBot refuses this configuration. It does not start with it.'],
    [
      'the time bomb, whatever else is known',
      { config: file({ pending_invalid_edit: true, valid: false }), valid: true },
      'broken',
      'The file was edited and would stop the next start. MoltBot refused the edit. As long as it runs, it keeps what it had before.',
    ],
    ['a first reading', { config: undefined }, 'busy', 'Reading the configuration. Reading changes nothing.'],
    [
      'an agent that is away',
      { config: undefined, error: new AgentUnreachable('timeout', 'x') },
      'unknown',
      'It is not known how the configuration is. The agent does not answer.',
    ],
    [
      'nothing installed',
      { config: undefined, error: refusal('not_installed') },
      'info',
      'There is no configuration yet. There is no MoltBot here.',
    ],
    [
      'a broken file',
      { config: undefined, error: refusal('config_unreadable', 'invalid character (line 2)') },
      'broken',
      'The configuration cannot be read. Invalid character (line 2).',
    ],
    [
      'anything else',
      { config: undefined, error: refusal('internal') },
      'unknown',
      'It is not known how the configuration is. It was not read.',
    ],
  ])('about %s', (_, changes, mark, sentence) => {
    const { mark: shown, verdict, cause } = judgeConfig(seen(changes))
    expect([shown, `${verdict} ${cause}`]).toEqual([mark, sentence])
  })

  it('never calls an old answer well', () => {
    const old = { value: configOf(), receivedAt: now - 22_000 }
    expect(judgeConfig(seen({ config: old })).mark).toBe('unknown')
    expect(judgeConfig(seen({ error: new AgentUnreachable('dropped', 'x') })).mark).toBe('unknown')
  })

  it('tells of a trial', () => {
    const trial = {
      id: 't',
      status: 'open',
      hash: 'b',
      previous_hash: 'a',
      started_at: iso(now),
      ends_at: iso(now),
      job_id: null,
    } as const
    expect(judgeConfig(seen({ config: file({ trial }) }))).toMatchObject({
      mark: 'busy',
      verdict: 'A configuration is on trial.',
    })
  })
})
