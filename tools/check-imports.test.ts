import { describe, expect, test } from 'vitest'
import { importsOf, readModules } from './imports/read-imports.ts'
import { violations } from './imports/rules.ts'

describe('the workspaces', () => {
  const { files, imports } = readModules()

  test('were really read', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(imports.length).toBeGreaterThan(files.length)
    for (const workspace of ['agent', 'tools', 'redact', 'web']) {
      expect(
        files.some((file) => file.startsWith(`${workspace}/`)),
        workspace,
      ).toBe(true)
    }
  })

  test('import only in the directions that the architecture names', () => {
    expect(violations(imports)).toEqual([])
  })
})

describe('each direction', () => {
  test.each([
    ['web/src/features/overview/Overview.tsx', '../../../../agent/src/core/clock.ts', 'no private door'],
    ['agent/src/agent.ts', '@moltbot-ops/sdk', 'does not know who calls it'],
    ['sdk/src/sdk.ts', 'node:fs', 'runs in a browser'],
    ['redact/src/redact.ts', '@moltbot-ops/api/types', 'a package of its own'],
    ['cli/src/status.ts', '@moltbot-ops/agent', 'nothing but the SDK'],
    ['e2e/pair.e2e.ts', '../agent/src/main.ts', 'sees what a user sees'],
    ['agent/src/features/system/system.ts', '../../http/router.ts', 'no Request or Reply'],
    ['agent/src/features/system/system.ts', 'fastify', 'no Request or Reply'],
    ['agent/src/features/system/system.ts', '../../host/real/files.ts', 'only the composition root'],
    ['agent/src/core/clock.ts', '../moltbot/probe.ts', 'core knows nothing'],
    ['agent/src/moltbot/probe.ts', '../features/moltbot/moltbot.ts', 'moltbot → {core'],
    ['agent/src/features/auth/auth.ts', '../devices/devices.ts', 'handed to each other'],
    ['web/src/features/pair/Pair.tsx', '../overview/Overview.tsx', 'handed to each other'],
    ['web/src/ui/Button.tsx', '@moltbot-ops/sdk', 'knows no data'],
  ])('%s may not import %s', (from, to, why) => {
    const found = violations(importsOf(from, `import { x } from '${to}'\n`))
    expect(found.join('\n')).toContain(why)
  })

  test.each([
    ['cli/src/serve.ts', '@moltbot-ops/agent'],
    ['cli/src/redact.ts', '@moltbot-ops/redact'],
    ['agent/src/main.ts', './host/real/files.ts'],
    ['agent/src/features/system/system.ts', '../../host/host.ts'],
    ['agent/src/features/system/system.test.ts', '../../agent.ts'],
    ['agent/src/moltbot/locate.real.test.ts', '../../../tools/real/real-moltbot.ts'],
    ['web/src/features/overview/Overview.tsx', '../../ui/Button.tsx'],
  ])('%s may import %s', (from, to) => {
    expect(violations(importsOf(from, `import { x } from '${to}'\n`))).toEqual([])
  })

  test('the types of another feature of the agent may be named', () => {
    const from = 'agent/src/features/auth/auth.ts'
    expect(violations(importsOf(from, `import type { Devices } from '../devices/devices.ts'\n`))).toEqual([])
  })
})

test('every shape of import is seen', () => {
  const source = [
    `import 'a'`,
    `import b from 'b'`,
    `import type {\n  C,\n  D,\n} from 'c'`,
    `import * as d from 'd'`,
    `export { e } from 'e'`,
    `export * from 'f'`,
    `const g = await import('g')`,
    `export const notAnImport = 'h'`,
  ].join('\n')
  expect(
    importsOf('x.ts', source)
      .map((one) => one.to)
      .sort(),
  ).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
})
