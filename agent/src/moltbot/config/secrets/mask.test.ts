import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../json.ts'
import { formatPath } from '../path.ts'
import { parseConfig } from '../text/parse-config.ts'
import { mask, maskConfig } from './mask.ts'
import { maskText } from './mask-text.ts'
import { createSecretPolicy } from './secret-policy.ts'
import { unmaskConfig } from './unmask.ts'
import { unmaskText } from './unmask-text.ts'

const policy = createSecretPolicy()
const config = {
  gateway: { port: 18_789, auth: { mode: 'token', token: 'correct-horse' } },
  env: { vars: { A: 'one', B: 'two' } },
  hooks: {
    mappings: [
      { id: 'mail', sessionKey: 'mail-key', path: '/mail' },
      { id: 'chat', sessionKey: 'chat-key', path: '/chat' },
      { path: '/open' },
    ],
  },
  plugins: { entries: { mine: { config: { tokens: ['first', 'second'] } } } },
}

const shown = (): typeof config => structuredClone(maskConfig(config, policy)) as typeof config
const unmask = (sent: JsonObject) => unmaskConfig(sent, config, policy)
const refused = (sent: JsonObject) => {
  const result = unmask(sent)
  return result.ok ? [] : result.problems.map(({ path }) => formatPath(path))
}

test('a masked config holds no secret and tells nothing about them', () => {
  expect(JSON.stringify(shown())).not.toMatch(/correct-horse|one|two|-key|first|second/)
  expect(shown().gateway).toEqual({ port: 18_789, auth: { mode: 'token', token: mask } })
})

test('reading and sending back changes nothing', () => {
  expect(unmask(shown())).toEqual({ ok: true, document: config })
})

describe('a mask keeps', () => {
  test.each<[string, (all: typeof config) => void]>([
    [
      'when others change',
      (all) => {
        all.gateway.port = 1
      },
    ],
    [
      'when another item of the list changes',
      (all) => {
        all.hooks.mappings[2] = { path: '/new' }
      },
    ],
    [
      'in an item that is known by its id',
      (all) => {
        all.hooks.mappings = [{ ...all.hooks.mappings[0], path: '/x' }]
      },
    ],
    [
      'when items are added behind',
      (all) => {
        all.hooks.mappings.push({ path: '/more' })
      },
    ],
    [
      'when a new secret stands beside it',
      (all) => {
        all.env.vars.A = 'new'
      },
    ],
    [
      'when a secret of a list is replaced',
      (all) => {
        all.plugins.entries.mine.config.tokens[1] = 'third'
      },
    ],
  ])('%s', (_, change) => {
    const sent = shown()
    change(sent)
    expect(refused(sent)).toEqual([])
  })
})

describe('a mask is refused, with its path,', () => {
  test.each<[string, (all: typeof config) => void, string]>([
    [
      'at another key',
      (all) => {
        all.env.vars = { ...all.env.vars, C: mask } as never
      },
      'env.vars.C',
    ],
    [
      'where no secret was',
      (all) => {
        all.gateway.auth.mode = mask
      },
      'gateway.auth.mode',
    ],
    [
      'inside a longer text',
      (all) => {
        all.gateway.auth.token = `Bearer ${mask}`
      },
      'gateway.auth.token',
    ],
    [
      'as a key',
      (all) => {
        all.env.vars = { ...all.env.vars, [mask]: 'x' } as never
      },
      `env.vars.${mask}`,
    ],
    [
      'in items that changed places',
      (all) => {
        all.hooks.mappings.reverse()
      },
      'hooks.mappings[2].sessionKey',
    ],
    [
      'behind an item that is gone',
      (all) => {
        all.hooks.mappings.shift()
      },
      'hooks.mappings[0].sessionKey',
    ],
    [
      'in a copy of an item',
      (all) => {
        all.hooks.mappings.push({ ...all.hooks.mappings[0], path: '/' })
      },
      'hooks.mappings[3].sessionKey',
    ],
    [
      'in a list of secrets that got shorter',
      (all) => {
        all.plugins.entries.mine.config.tokens.pop()
      },
      'plugins.entries.mine.config.tokens[0]',
    ],
    [
      'in a list of secrets that got longer',
      (all) => {
        all.plugins.entries.mine.config.tokens.push('x')
      },
      'plugins.entries.mine.config.tokens[0]',
    ],
  ])('%s', (_, change, path) => {
    const sent = shown()
    change(sent)
    expect(refused(sent)).toContain(path)
  })
})

describe('a text', () => {
  const text = `{
  // the token was correct-horse, ask anna@example.com
  gateway: { auth: { token: 'correct-horse' } }, // keep
  env: { vars: { A: "one" } },
  hooks: { token: 'dead' }, hooks: { enabled: false },
}
`
  const current = () => {
    const reading = parseConfig(text)
    if (!reading.ok) throw new Error('not read')
    return reading.config
  }

  test('is shown with its comments and without a secret in them or in dead values', () => {
    const masked = maskText(current(), policy)
    expect(masked.text).not.toMatch(/correct-horse|anna@|one|dead/)
    expect(masked.text).toContain(`token: '${mask}' } }, // keep`)
    expect(masked.secrets.map(formatPath)).toEqual(['gateway.auth.token', 'env.vars.A'])
  })

  test('sent back as it was shown is the file, byte for byte', () => {
    const masked = maskText(current(), policy)
    expect(unmaskText(masked.text, current(), policy)).toEqual({ ok: true, text, document: current().document })
  })

  test('that was edited gets its secrets and comments back', () => {
    const single = text.replace("hooks: { token: 'dead' }, ", '')
    const reading = parseConfig(single)
    if (!reading.ok) throw new Error('not read')
    const sent = maskText(reading.config, policy)
      .text.replace('// keep', '// changed')
      .replace('enabled: false', 'enabled: true')
    const result = unmaskText(sent, reading.config, policy)
    expect(result).toMatchObject({
      ok: true,
      text: single.replace('// keep', '// changed').replace('enabled: false', 'enabled: true'),
    })
  })

  test.each([
    [
      'a mask elsewhere',
      (masked: string) =>
        masked.replace('enabled: false', `token: '${mask}'`).replace(/hooks: \{ token: '[^']*' \}, /, ''),
    ],
    ['a key given twice', (masked: string) => masked.replace('false', 'true')],
    [
      'a comment with a changed mark',
      (masked: string) => masked.replace(/hooks: \{ token: '[^']*' \}, /, '').replace('the token was', 'the token is'),
    ],
    ['half of it', (masked: string) => masked.slice(0, 40)],
  ])('is refused with %s', (_, change) => {
    expect(unmaskText(change(maskText(current(), policy).text), current(), policy)).toMatchObject({ ok: false })
  })
})
