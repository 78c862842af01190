import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md']
const pages = execFileSync('git', list, { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** Issues describe what is not built yet, so their commands and paths may not exist. */
const present = pages.filter(({ path }) => !path.startsWith('docs/github-issues/'))

const scripts: Record<string, string> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
const repositoryPath = /^(agent|api|cli|docs|e2e|redact|sdk|tools|web|\.ci|\.github)\/[\w./-]+$/

/** The words of everything that stands in backticks. */
function codeWords(text: string): string[] {
  const code = [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([span]) => span.replaceAll('`', ' '))
  return code.flatMap((span) => span.split(/[\s,;()]+/))
}

const namedPaths = (text: string) => codeWords(text).filter((word) => repositoryPath.test(word))

/** The name that a heading has in a link, as the repository host makes it. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function brokenLinks({ path, text }: { path: string; text: string }): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return links
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#')
      const absolute = file === '' ? join(root, path) : normalize(join(root, dirname(path), file))
      if (!existsSync(absolute)) return true
      return anchor !== undefined && !anchors(readFileSync(absolute, 'utf8')).includes(anchor)
    })
    .map((target) => `${path}: ${target}`)
}

test('the pages were really read', () => {
  expect(pages.length).toBeGreaterThan(25)
  expect(present.flatMap(({ text }) => namedPaths(text)).length).toBeGreaterThan(100)
})

test('every relative link leads somewhere', () => {
  expect(pages.flatMap(brokenLinks)).toEqual([])
})

test('every npm script that a page names exists', () => {
  const missing = present.flatMap(({ path, text }) =>
    [...text.matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)]
      .filter(([, name = '']) => !(name in scripts))
      .map(([command]) => `${path}: ${command}`),
  )
  expect(missing).toEqual([])
})

test('every path of the repository that a page names exists', () => {
  const missing = present.flatMap(({ path, text }) =>
    namedPaths(text)
      .filter((named) => !existsSync(join(root, named)))
      .map((named) => `${path}: ${named}`),
  )
  expect(missing).toEqual([])
})

test('the issue plan names every issue file', () => {
  const plan = pages.find(({ path }) => path === 'docs/10-github-issue-plan.md')?.text ?? ''
  const files = pages.map(({ path }) => path).filter((path) => path.startsWith('docs/github-issues/'))
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((path) => !plan.includes(path.replace('docs/', '')))).toEqual([])
})
