import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['{redact,sdk,agent,cli,tools,api}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.real.test.ts'],
          setupFiles: ['tools/vitest/no-complaints.ts'],
          // Nothing waits for time here; a machine that does three things at once is slow all the same.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      'web/vite.config.ts',
    ],
  },
})
