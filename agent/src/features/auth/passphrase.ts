import { type Argon2Parameters, argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Handler } from '../../core/handler.ts'
import type { Ids } from '../../core/ids.ts'
import type { AgentKeys } from '../../core/keys.ts'
import { createLockouts } from '../../core/lockouts.ts'
import { Problem } from '../../core/problem.ts'
import type { Sessions } from './sessions.ts'

export interface PassphraseDeps {
  database: Database
  keys: AgentKeys
  clock: Clock
  ids: Ids
  sessions: Sessions
  /** MoltBot shares the agent's user, so being at the host proves nothing. */
  passphraseNeeded(): boolean
  /** RFC 9106's second recommendation unless a test asks for less. */
  argon2Cost?: { memory: number; passes: number }
}

export interface Passphrase {
  state(): Promise<'not_needed' | 'unset' | 'set'>
  /** Whether `demand` asks for it now. */
  isAsked(): Promise<boolean>
  /**
   * Passes when a person who may act as owner at the host has shown it. Not asked where none is needed, nor before the
   * first device was paired, because it is then that the passphrase is set.
   * @throws Problem passphrase_required, passphrase_wrong, locked_out
   */
  demand(given: string | undefined): Promise<void>
  setPassphrase: Handler<'setPassphrase'>
}

interface Stored {
  memory: number
  passes: number
  salt: string
  hash: string
}

const key = 'owner_passphrase'
const minLength = 8
const wrongTries = { name: 'passphrase', limit: 5, windowMs: 24 * 60 * 60 * 1000, lockMs: 5 * 60 * 1000 }
const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2 as never)

/** The owner passphrase: what a shell under the agent's own user does not have. Argon2id, and sealed under the install key. */
export function createPassphrase(deps: PassphraseDeps): Passphrase {
  const { database, keys, clock, ids, sessions, passphraseNeeded } = deps
  const cost = deps.argon2Cost ?? { memory: 65_536, passes: 3 }
  const lockouts = createLockouts({ database, clock }, wrongTries)

  async function read(): Promise<Stored | null> {
    const row = await database.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
    return row ? JSON.parse(keys.open(row.value, key)) : null
  }

  async function hashOf(text: string, { memory, passes, salt }: Omit<Stored, 'hash'>): Promise<Buffer> {
    const message = text.normalize('NFKC')
    const nonce = Buffer.from(salt, 'base64url')
    return derive('argon2id', { message, nonce, parallelism: 4, tagLength: 32, memory, passes })
  }

  async function sealed(text: string): Promise<string> {
    const salted = { ...cost, salt: ids.secret(16) }
    const hash = await hashOf(text, salted)
    return keys.seal(JSON.stringify({ ...salted, hash: hash.toString('base64url') } satisfies Stored), key)
  }

  /** One try at a time, counted before it is judged, so that killing the agent in between wins nothing. */
  function prove(given: string): Promise<void> {
    return lockouts.attempt('owner', async (attempt) => {
      const stored = await read()
      await attempt.count()
      if (stored !== null) {
        const right = timingSafeEqual(await hashOf(given, stored), Buffer.from(stored.hash, 'base64url'))
        if (right) return attempt.forgive()
      }
      throw new Problem('passphrase_wrong', 'The owner passphrase is wrong.')
    })
  }

  async function isAsked(): Promise<boolean> {
    if (!passphraseNeeded()) return false
    return (await database.selectFrom('devices').select('id').limit(1).executeTakeFirst()) !== undefined
  }

  return {
    isAsked,
    async state() {
      if (!passphraseNeeded()) return 'not_needed'
      return (await read()) === null ? 'unset' : 'set'
    },
    async demand(given) {
      if (!(await isAsked())) return
      if ((await read()) === null) {
        throw new Problem(
          'passphrase_required',
          "MoltBot runs under the agent's own user, so this needs an owner passphrase, and none is set. Set it in the console of the browser that was paired first.",
        )
      }
      if (given === undefined) throw new Problem('passphrase_required', 'This needs the owner passphrase.')
      await prove(given)
    },
    async setPassphrase({ body, actor }) {
      if (body.passphrase.normalize('NFKC').length < minLength) {
        throw new Problem('validation_failed', 'The passphrase is too short.', {
          details: [{ path: '/passphrase', message: `must have at least ${minLength} characters` }],
        })
      }
      const session = actor.sessionId === null ? null : await sessions.find(actor.sessionId)
      if ((await read()) !== null) {
        if (actor.via === 'script') throw new Problem('host_only', 'A script token cannot change the passphrase.')
        if (body.old_passphrase === undefined) {
          throw new Problem(
            'passphrase_set',
            'There is a passphrase already. Change it with the old one: `moltbot-ops passphrase change`.',
          )
        }
        await prove(body.old_passphrase)
        await database
          .updateTable('settings')
          .set({ value: await sealed(body.passphrase) })
          .where('key', '=', key)
          .execute()
        return
      }
      if (session?.isFirst !== true) {
        if (actor.via !== 'terminal') {
          throw new Problem('host_only', 'The passphrase is set at the host or by the device that was paired first.')
        }
        // From now on a shell at the host may be MoltBot's: only a key that it cannot have may set the first one.
        if (await isAsked()) {
          throw new Problem(
            'passphrase_required',
            'A device is paired already, so the passphrase is set in the console of the browser that was paired first.',
          )
        }
      }
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('settings')
        .values({ key, value: await sealed(body.passphrase) })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows === 0n) {
        throw new Problem(
          'passphrase_set',
          'There is a passphrase already. Change it with the old one: `moltbot-ops passphrase change`.',
        )
      }
    },
  }
}
