import { booleanAt, isObject, type JsonObject, textAt } from '../../json.ts'

/** What MoltBot says about showing a setting, beside the schema (`uiHints` of the RPC method `config.schema`). */
export interface Hint {
  label: string | null
  help: string | null
  group: string | null
  sensitive: boolean
  advanced: boolean | null
}

export interface Hints {
  at(path: string): Hint | null
  groupOf(section: string): string | null
  /** A setting without a hint is as advanced as what it is part of, and advanced where nothing says otherwise. */
  isAdvanced(path: string): boolean
  /** Patterns of paths that hold secrets. */
  readonly sensitive: string[]
  /** How many there are: none where only the command line could be asked. */
  readonly size: number
}

const maxHints = 40_000

export function createHints(uiHints: unknown): Hints {
  const entries = Object.entries(isObject(uiHints) ? uiHints : {}).slice(0, maxHints)
  const hints = new Map(entries.map(([path, hint]) => [path, hintOf(isObject(hint) ? hint : {})]))
  /** In hints an item of a list is written as `[]` or as `*`. */
  const at = (path: string) => hints.get(path) ?? hints.get(path.replaceAll('[]', '.*')) ?? null
  return {
    at,
    groupOf: (section) => hints.get(section)?.group ?? hints.get(section)?.label ?? null,
    isAdvanced(path) {
      for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
        const told = at(path.slice(0, end))?.advanced
        if (told !== undefined && told !== null) return told
      }
      return true
    },
    sensitive: [...hints].filter(([, hint]) => hint.sensitive).map(([path]) => path),
    size: hints.size,
  }
}

function hintOf(hint: JsonObject): Hint {
  return {
    label: textAt(hint, 'label', 200),
    help: textAt(hint, 'help', 1000),
    group: textAt(hint, 'group', 100),
    sensitive: hint.sensitive === true,
    advanced: booleanAt(hint, 'advanced'),
  }
}
