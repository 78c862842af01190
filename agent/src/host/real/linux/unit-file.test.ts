import { expect, test } from 'vitest'
import { parseUnitFile } from './unit-file.ts'

test('the environment and the command of a unit are read', () => {
  const unit = parseUnitFile(`[Service]
ExecStart=/usr/bin/node \\
    /opt/openclaw/openclaw.mjs gateway run
Environment=OPENCLAW_GATEWAY_PORT=18789 "OPENCLAW_STATE_DIR=/srv/my bot" 'X=y'
Environment="QUOTED=say \\"hi\\""
EnvironmentFile=-/etc/openclaw.env
`)
  expect(unit).toEqual({
    execStart: '/usr/bin/node  /opt/openclaw/openclaw.mjs gateway run',
    environment: { OPENCLAW_GATEWAY_PORT: '18789', OPENCLAW_STATE_DIR: '/srv/my bot', X: 'y', QUOTED: 'say "hi"' },
  })
})

test('an empty assignment forgets what came before', () => {
  expect(parseUnitFile('Environment=A=1\nEnvironment=\nEnvironment=B=2').environment).toEqual({ B: '2' })
})

test('a file that is no unit has neither', () => {
  expect(parseUnitFile('{"a": 1}')).toEqual({ execStart: '', environment: {} })
})
