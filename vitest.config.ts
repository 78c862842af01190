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
        },
      },
      'web/vite.config.ts',
    ],
  },
})
