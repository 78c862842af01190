import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { initialScripts, pageScripts, policyProblems } from './initial-scripts.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function site(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

test('counts the entry, its preloads and all they import at once, each once, and nothing lazy', () => {
  const folder = site({
    'index.html':
      '<link rel="modulepreload" href="/console/assets/b.js"><script type="module" src="/console/assets/a.js"></script>',
    'assets/a.js': 'import{x as y}from"./b.js";import"./c.js";const z=()=>import("./lazy.js");',
    'assets/b.js': 'export*from"./c.js"',
    'assets/c.js': 'export const x=1',
    'assets/lazy.js': 'export const big=1',
  })
  const { files, gzipBytes } = initialScripts(folder, '/console/')
  expect(files).toEqual(['assets/a.js', 'assets/b.js', 'assets/c.js'])
  expect(gzipBytes).toBeGreaterThan(60)
})

test('a page counts what it brings itself, and not what is there already', () => {
  const folder = site({
    'assets/index-a1.js': 'const go=()=>import("./ConfigRoute-b2.js");export const x=1',
    'assets/ConfigRoute-b2.js': 'import{x}from"./index-a1.js";import"./parts-c3.js";const rare=()=>import("./lazy.js")',
    'assets/parts-c3.js': 'export const y=1',
    'assets/lazy.js': 'export const big=1',
  })
  const [page, ...others] = pageScripts(folder, ['assets/index-a1.js'])
  expect(others).toEqual([])
  expect(page).toMatchObject({ name: 'ConfigRoute', files: ['assets/ConfigRoute-b2.js', 'assets/parts-c3.js'] })
  expect(page?.gzipBytes).toBeGreaterThan(40)
})

test('a page whose script is missing is an error', () => {
  const folder = site({ 'index.html': '<script src="/console/gone.js"></script>' })
  expect(() => initialScripts(folder, '/console/')).toThrow()
})

test.each([
  ['<script>start()</script>', 'an inline script'],
  ['<script src="/a.js">also()</script>', 'an inline script'],
  ['<body onload="start()">', 'an event handler in an attribute'],
  ['<script src="https://elsewhere.example/a.js"></script>', 'something from another host'],
  ['<a href="javascript:start()">x</a>', 'a javascript: address'],
])('%s is refused', (html, problem) => {
  expect(policyProblems(html)).toContain(problem)
})

test('a page with scripts of its own is fine', () => {
  expect(policyProblems('<script src="/console/a.js"></script><p>one, two</p>')).toEqual([])
})
