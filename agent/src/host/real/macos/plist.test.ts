import { expect, test } from 'vitest'
import { parsePlist } from './plist.ts'

test('label, command and environment of a launch agent are read', () => {
  const text = `<?xml version="1.0"?><plist version="1.0"><dict>
    <key>Label</key><string>ai.openclaw.gateway</string>
    <key>ProgramArguments</key><array><string>/usr/local/bin/node</string><string>a &amp; b.mjs</string></array>
    <key>EnvironmentVariables</key><dict><key>OPENCLAW_STATE_DIR</key><string>/Users/anna/.openclaw</string></dict>
    <key>RunAtLoad</key><true/></dict></plist>`
  expect(parsePlist(text)).toEqual({
    label: 'ai.openclaw.gateway',
    arguments: ['/usr/local/bin/node', 'a & b.mjs'],
    environment: { OPENCLAW_STATE_DIR: '/Users/anna/.openclaw' },
  })
})

test('a binary list yields nothing', () => {
  expect(parsePlist('bplist00\u0001')).toEqual({ label: '', arguments: [], environment: {} })
})
