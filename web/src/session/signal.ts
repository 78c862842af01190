/** A value that components can watch. `useSyncExternalStore` takes its two functions as they are. */
export interface Signal<T> {
  read(): T
  subscribe(listener: () => void): () => void
}

export interface SettableSignal<T> extends Signal<T> {
  set(value: T): void
}

export function createSignal<T>(initial: T): SettableSignal<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    read: () => value,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
  }
}
