const HIDDEN = '[secret]'

/** A value that prints as `[secret]` wherever it is logged, joined, serialised or inspected. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself: call this only where it is used. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return HIDDEN
  }
}

/** Wraps a value so that it cannot be printed by accident. */
export function secret(value: string): Secret {
  return new Secret(value)
}
