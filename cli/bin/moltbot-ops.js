#!/usr/bin/env node
// Plain JavaScript that any Node can read, so that an old one is told what to do instead of failing on a type.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major > 24 || (major === 24 && minor >= 18)) {
  await import('../src/main.ts')
} else {
  process.stderr.write(
    `MoltBot Ops needs Node 24.18 or newer, and this is ${process.versions.node}. In a checkout run \`npm ci\`, then \`npx moltbot-ops\`; elsewhere install Node 24.18 or newer.\n`,
  )
  process.exitCode = 1
}
