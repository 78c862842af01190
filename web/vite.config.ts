import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** The UI face is asked for before the style sheet is read: text is set once, not twice. */
function preloadUiFace(): Plugin {
  return {
    name: 'preload-ui-face',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const files = Object.keys(context.bundle ?? {})
        const face = files.find((file) => file.includes('hyperlegible-next') && file.endsWith('.woff2'))
        if (face === undefined) throw new Error('The UI face is not in the bundle, so it cannot be preloaded.')
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/console/${face}`, crossorigin: '' }
        return [{ tag: 'link', attrs, injectTo: 'head-prepend' }]
      },
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), preloadUiFace()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // The CSP has no data: for fonts, and an inlined asset is one that no cache can keep.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5199, strictPort: true, proxy: {} },
  test: {
    name: 'web',
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 30_000,
    // One jsdom per worker: the tests clean up after themselves and replace no module.
    isolate: false,
    css: { modules: { classNameStrategy: 'non-scoped' } },
    env: { TZ: 'UTC' },
  },
})
