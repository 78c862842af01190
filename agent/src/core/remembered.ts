/** What was read and may be used again until it changes. Bounded: the oldest goes first. */
export interface Remembered<Value> {
  /** The remembered value, or what `read` gives. Null is not remembered, nor is what changed while it was read. */
  get(key: string, read: () => Promise<Value | null>): Promise<Value | null>
  /** The remembered value, without a wait. */
  peek(key: string): Value | undefined
  /** Drops what matches; reads that are under way are not remembered either, because they began before the change. */
  forget(matches: (value: Value) => boolean): void
  size(): number
}

export function createRemembered<Value>(most: number): Remembered<Value> {
  const values = new Map<string, Value>()
  let changes = 0
  return {
    size: () => values.size,
    peek: (key) => values.get(key),
    async get(key, read) {
      const known = values.get(key)
      if (known !== undefined) return known
      const before = changes
      const value = await read()
      if (value === null || before !== changes) return value
      const [oldest] = values.keys()
      if (values.size >= most && oldest !== undefined) values.delete(oldest)
      values.set(key, value)
      return value
    },
    forget(matches) {
      changes += 1
      for (const [key, value] of values) if (matches(value)) values.delete(key)
    },
  }
}
