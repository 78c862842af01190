import { expect, test } from 'vitest'
import type { Stage } from './host-conformance.ts'
import { messagesOf } from './questions-on-files.ts'
import { withoutContents } from './questions-on-rpc.ts'
import { connected, connectParams, converse, get, until } from './subject.ts'

export function questionsOnEdits({ subject, record }: Stage): void {
  const saysInLog = (part: string) =>
    until(subject(), `"${part}" in the log`, async () =>
      (await messagesOf(subject())).some((line) => line.includes(part)),
    )

  test('an invalid edit is noticed, skipped and told, while the old configuration serves', async () => {
    const session = await connected(subject())
    await subject().editConfig('unknown_key')
    await saysInLog('config reload skipped (invalid config): gateway: Unrecognized key: "legacyPort"')
    const answer = await session.request('config.get', {})
    record('config.get', withoutContents(answer))
    expect(answer).toMatchObject({
      payload: {
        exists: true,
        valid: false,
        raw: null,
        parsed: null,
        config: {},
        issues: [{ path: 'gateway', message: 'Unrecognized key: "legacyPort"' }],
        configRevisionHash: null,
        appliedConfigHash: expect.stringMatching(/^hmac-sha256:v1:/),
      },
    })
    expect(await get(subject(), '/readyz')).toMatchObject({ status: 200 })
    expect(await session.request('health', {})).toMatchObject({
      payload: { configReload: { hotReloadStatus: 'active' } },
    })
    session.close()
  })

  test('a file that is cut off is told with its place', async () => {
    const session = await connected(subject())
    await subject().editConfig('broken')
    await saysInLog('config reload skipped (invalid config): : JSON5 parse failed: SyntaxError: JSON5: ')
    const answer = await session.request('config.get', {})
    record('config.get', withoutContents(answer))
    expect(answer).toMatchObject({
      payload: {
        valid: false,
        issues: [
          { path: '', message: expect.stringMatching(/^JSON5 parse failed: SyntaxError: JSON5: .* at \d+:\d+$/) },
        ],
      },
    })
    session.close()
  })

  test('a new token is applied at once, ends the sessions of the old one, and refuses it', async () => {
    await subject().editConfig('good')
    await subject().wait(3000)
    const session = await connected(subject())
    await subject().editConfig('other_token')
    await until(subject(), 'the close', () => session.closed)
    expect(session.closed).toEqual({ code: 4001, reason: 'gateway auth changed' })
    await saysInLog('config hot reload applied (gateway.auth.token)')
    const late = await converse(subject())
    const refused = await late.request('connect', connectParams(subject().token))
    expect(refused).toMatchObject({ error: { details: { code: 'AUTH_TOKEN_MISMATCH' } } })
    const fresh = await connected(subject(), subject().otherToken)
    expect(fresh.hello).toMatchObject({ ok: true })
    fresh.close()
    await subject().editConfig('good')
    await subject().wait(3000)
  })
}
