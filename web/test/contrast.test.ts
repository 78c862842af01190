import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, '../src/ui/tokens.css'), 'utf8')

type Theme = 'light' | 'dark'
const themes: Theme[] = ['light', 'dark']

/** Reads every `--name: light-dark(#a, #b)` of the real token file. */
function tokens(): Map<string, Record<Theme, string>> {
  const found = new Map<string, Record<Theme, string>>()
  for (const [, name, light, dark] of css.matchAll(/--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)) {
    if (name !== undefined && light !== undefined && dark !== undefined) found.set(name, { light, dark })
  }
  return found
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  const [red = 0, green = 0, blue = 0] = channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

const grounds = ['page', 'surface', 'sunken', 'raised']
const weak = ['act-weak', 'ok-weak', 'warn-weak', 'bad-weak']

/** What stands on what, and how well it must be seen. */
const rules: { marks: string[]; on: string[]; least: number }[] = [
  { marks: ['ink'], on: grounds, least: 13 },
  { marks: ['ink-2'], on: [...grounds, ...weak], least: 7 },
  { marks: ['ink-3'], on: [...grounds, ...weak], least: 4.5 },
  { marks: ['act', 'ok', 'warn', 'bad', 'unknown'], on: grounds, least: 4.5 },
  { marks: ['act'], on: ['act-weak'], least: 4.5 },
  { marks: ['ok'], on: ['ok-weak'], least: 4.5 },
  { marks: ['warn'], on: ['warn-weak'], least: 4.5 },
  { marks: ['bad'], on: ['bad-weak'], least: 4.5 },
  { marks: ['on-solid'], on: ['solid'], least: 4.5 },
  { marks: ['line-strong', 'warn-mark'], on: grounds, least: 3 },
  { marks: ['solid'], on: grounds, least: 3 },
  { marks: ['trace'], on: ['page', 'surface'], least: 3 },
  { marks: ['stripe-plum', 'stripe-slate', 'stripe-rose', 'stripe-stone'], on: grounds, least: 5 },
]

const pairs = rules.flatMap(({ marks, on, least }) =>
  marks.flatMap((mark) => on.flatMap((ground) => themes.map((theme) => ({ mark, ground, theme, least })))),
)

describe('the tokens', () => {
  const known = tokens()

  it('are read from the real file, and every pair is looked at', () => {
    expect(known.size).toBeGreaterThan(20)
    expect(pairs.length).toBeGreaterThan(100)
  })

  it.each(pairs)('$mark on $ground, $theme, is at least $least : 1', ({ mark, ground, theme, least }) => {
    const [front, back] = [known.get(mark), known.get(ground)]
    if (front === undefined || back === undefined) throw new Error(`no token ${mark} or ${ground}`)
    expect(contrast(front[theme], back[theme])).toBeGreaterThanOrEqual(least)
  })

  it('leave no colour role without a rule', () => {
    const named = new Set(rules.flatMap(({ marks, on }) => [...marks, ...on]))
    const decoration = new Set(['line'])
    expect([...known.keys()].filter((name) => !named.has(name) && !decoration.has(name))).toEqual([])
  })
})

describe('the style sheets', () => {
  it('name no colour value outside the token file', () => {
    const folder = join(import.meta.dirname, '../src')
    const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.css'))
    const others = sheets.filter((path) => !path.endsWith('tokens.css'))
    expect(others.length).toBeGreaterThan(10)
    for (const path of others) {
      const text = readFileSync(join(folder, path), 'utf8')
      expect(text.match(/#[0-9a-f]{3,8}\b|rgba?\(/i)?.[0], path).toBeUndefined()
    }
  })
})
