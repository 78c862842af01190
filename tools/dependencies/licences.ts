/** Licences of what reaches a user's machine. */
const shipped = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
  'OFL-1.1',
])

/** Tools that build and test may have these too: their code is run, never passed on. */
const toolsOnly = new Set(['MPL-2.0', 'Artistic-2.0', 'Python-2.0', 'WTFPL', 'CC-BY-3.0', 'CC-BY-4.0'])

export function licenceProblem(licence: unknown, dev: boolean): string | undefined {
  const expression = licenceText(licence)
  if (expression === undefined) return 'states no licence'
  return accepts(expression, dev) ? undefined : `has the licence ${expression}, which is not on the list`
}

/** Besides an SPDX expression, old packages write `{type}` or a list of them. */
function licenceText(licence: unknown): string | undefined {
  if (typeof licence === 'string') return licence
  if (Array.isArray(licence)) return licence.map(licenceText).join(' OR ') || undefined
  if (typeof licence === 'object' && licence !== null && 'type' in licence) return licenceText(licence.type)
  return undefined
}

/** Of alternatives one is enough; of what applies together, all have to be accepted. */
function accepts(expression: string, dev: boolean): boolean {
  const inner = /^\(([^()]*)\)$/.exec(expression.trim())?.[1] ?? expression.trim()
  if (inner.includes(' OR ')) return inner.split(' OR ').some((one) => accepts(one, dev))
  if (inner.includes(' AND ')) return inner.split(' AND ').every((one) => accepts(one, dev))
  return shipped.has(inner) || (dev && toolsOnly.has(inner))
}
