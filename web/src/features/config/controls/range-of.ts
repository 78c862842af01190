interface Range {
  least: number | null
  most: number | null
}

/** The range of a number in a JSON Schema. Bounds that only say what a machine can count to are none. */
export function rangeOf(schema: Readonly<Record<string, unknown>>): Range {
  const least = bound(schema.minimum)
  const most = bound(schema.maximum)
  return {
    least: least ?? (schema.type === 'integer' ? whole(bound(schema.exclusiveMinimum), 1) : null),
    most: most ?? (schema.type === 'integer' ? whole(bound(schema.exclusiveMaximum), -1) : null),
  }
}

function bound(value: unknown): number | null {
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null
}

function whole(value: number | null, step: number): number | null {
  return value === null ? null : value + step
}
