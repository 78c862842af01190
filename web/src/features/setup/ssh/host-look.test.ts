import { ApiError, type Client } from '@moltbot-ops/sdk'
import { describe, expect, it } from 'vitest'
import { draftOf, factsOf, firstKey, otherKey, probeOf } from '../test/ssh-fixtures.ts'
import { createHostLook } from './host-look.ts'
import { judgeLook } from './judge-look.ts'
import type { SshProbe } from './ssh-model.ts'

type Asked = Parameters<Client['probeSsh']>[0]['body']
const draft = draftOf()
const garage = { host: 'garage.example', port: 22 }

function lookAt(...answers: (SshProbe | Error)[]) {
  const asked: Asked[] = []
  const look = createHostLook({
    probeSsh: async ({ body }) => {
      asked.push(body)
      const answer = answers.shift()
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often')
      return answer
    },
  })
  return { look, asked }
}

const refused = (code: ApiError['code'], details: { path: string; message: string }[] = []) =>
  new ApiError({ status: 409, code, message: 'As the agent says it.', details, requestId: undefined })

const found = probeOf(firstKey, { facts: factsOf() })

describe('looking at a host', () => {
  it('sends no user and no credential before somebody vouches for its key', async () => {
    const { look, asked } = lookAt(probeOf(firstKey), found)
    await look.look(draft)
    const state = look.state.read()
    expect(state).toMatchObject({ kind: 'unknown', host: 'garage.example', key: { sha256: firstKey } })
    expect(asked).toEqual([garage])
    if (state.kind !== 'unknown') return
    await look.vouch(state.key, draft)
    expect(asked[1]).toEqual({
      ...garage,
      username: 'op',
      auth: { type: 'password', password: draft.password },
      host_key_sha256: firstKey,
    })
    expect(look.state.read()).toMatchObject({ kind: 'ready', key: { sha256: firstKey } })
  })

  it('goes on by itself where the key is the known one, and names it', async () => {
    const host_key = { type: 'ssh-ed25519', sha256: firstKey, known: 'known' as const, confirmed_sha256: firstKey }
    const { look, asked } = lookAt(probeOf(firstKey, { host_key }), found)
    await look.look(draft)
    expect(asked[1]).toMatchObject({ host_key_sha256: firstKey })
    expect(look.state.read().kind).toBe('ready')
  })

  it('again keeps what was found until the new answer is there, and no longer than the host', async () => {
    const host_key = { type: 'ssh-ed25519', sha256: firstKey, known: 'known' as const, confirmed_sha256: firstKey }
    const known = probeOf(firstKey, { host_key })
    const { look } = lookAt(known, found, known, found)
    await look.look(draft)
    const looking = look.look(draft)
    expect(look.state.read()).toMatchObject({ kind: 'asking', last: { kind: 'ready' } })
    await looking
    expect(look.state.read().kind).toBe('ready')
    look.forget()
    void look.look(draft)
    expect(look.state.read()).toMatchObject({ kind: 'asking', last: null })
  })

  it('stops at a key that is not the confirmed one', async () => {
    const host_key = { type: 'ssh-ed25519', sha256: otherKey, known: 'changed' as const, confirmed_sha256: firstKey }
    const { look, asked } = lookAt(probeOf(otherKey, { host_key }))
    await look.look(draft)
    expect(look.state.read()).toMatchObject({ kind: 'changed', key: { sha256: otherKey }, confirmed: firstKey })
    expect(asked).toEqual([garage])
    expect(judgeLook(look.state.read())).toMatchObject({ tone: 'bad', follows: expect.stringMatching(/^No user/) })
  })

  it('stops at a key that changes after somebody vouched for the one before, also when it is asked again', async () => {
    const details = [
      { path: '/host_key/sha256', message: otherKey },
      { path: '/host_key/type', message: 'ssh-ed25519' },
      { path: '/host_key/confirmed_sha256', message: firstKey },
    ]
    const { look } = lookAt(refused('host_key_changed', details), probeOf(otherKey))
    await look.vouch({ type: 'ssh-ed25519', sha256: firstKey }, draft)
    const changed = { kind: 'changed', key: { type: 'ssh-ed25519', sha256: otherKey }, confirmed: firstKey }
    expect(look.state.read()).toMatchObject(changed)
    await look.look(draft)
    expect(look.state.read()).toMatchObject(changed)
  })

  it.each([
    ['ssh_auth_failed', 'auth', 'garage.example does not let you in.'],
    ['ssh_unreachable', 'unreachable', 'garage.example does not answer.'],
    ['rate_limited', 'other', 'garage.example could not be looked at.'],
  ] as const)('says of %s what it is', async (code, because, verdict) => {
    const { look } = lookAt(refused(code))
    await look.look(draft)
    expect(look.state.read()).toMatchObject({ kind: 'failed', because, why: 'As the agent says it.' })
    expect(judgeLook(look.state.read()).verdict).toBe(verdict)
  })

  it('says nothing any more of a host that was left', async () => {
    const { look } = lookAt(probeOf(firstKey))
    const looking = look.look(draft)
    look.forget()
    await looking
    expect(look.state.read()).toEqual({ kind: 'idle' })
  })
})
