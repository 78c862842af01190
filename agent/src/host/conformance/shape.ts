/** The form of a JSON value: which fields, of which kinds; several kinds where it varies. */
export type Shape = { kinds: string[]; fields?: Record<string, Shape>; items?: Shape }

export function shapeOf(value: unknown): Shape {
  if (value === null) return { kinds: ['null'] }
  if (Array.isArray(value)) {
    const items = value.map(shapeOf)
    return items.length === 0 ? { kinds: ['array'] } : { kinds: ['array'], items: items.reduce(merge) }
  }
  if (typeof value !== 'object') return { kinds: [typeof value] }
  const fields = Object.entries(value).map(([key, field]) => [key, shapeOf(field)])
  return { kinds: ['object'], fields: Object.fromEntries(fields) }
}

export function merge(one: Shape, other: Shape): Shape {
  const kinds = [...new Set([...one.kinds, ...other.kinds])].sort()
  const items = one.items && other.items ? merge(one.items, other.items) : (one.items ?? other.items)
  const keys = [...new Set([...Object.keys(one.fields ?? {}), ...Object.keys(other.fields ?? {})])].sort()
  const fields = keys.map((key) => {
    const [left, right] = [one.fields?.[key], other.fields?.[key]]
    return [key, left && right ? merge(left, right) : (left ?? right)]
  })
  return { kinds, ...(items && { items }), ...(keys.length > 0 && { fields: Object.fromEntries(fields) }) }
}

/**
 * Where `copy` has what `original` has not: a field that is not there, or a value of another kind. A copy may leave
 * fields out; null goes with everything, since which values are missing varies.
 */
export function misfits(copy: Shape, original: Shape, path = '$'): string[] {
  const wrong = copy.kinds.filter((kind) => kind !== 'null' && !original.kinds.includes(kind))
  const known = original.kinds.some((kind) => kind !== 'null')
  const kinds = known && wrong.length > 0 ? [`${path} is ${wrong.join('|')}, not ${original.kinds.join('|')}`] : []
  const items = copy.items && original.items ? misfits(copy.items, original.items, `${path}[]`) : []
  const fields = Object.entries(copy.fields ?? {}).flatMap(([key, field]) => {
    const there = original.fields?.[key]
    if (there) return misfits(field, there, `${path}.${key}`)
    return original.fields ? [`${path}.${key} does not exist`] : []
  })
  return [...kinds, ...items, ...fields]
}
