import { defineConfig } from 'vitest/config'

/** Tests against the real MoltBot, Docker, systemd and SSH: slow, and they share ports and a machine, so one file at a time. */
export default defineConfig({
  test: {
    name: 'real',
    environment: 'node',
    include: ['{agent,cli,e2e,tools}/**/*.real.test.ts'],
    exclude: ['**/node_modules/**'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
})
