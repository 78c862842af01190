import JSON5 from 'json5'
import { isObject, type JsonObject } from '../document/config-path.ts'

export type TextReading =
  | { ok: true; document: JsonObject }
  /** Line and column count from 1; null where the whole text is meant. */
  | { ok: false; message: string; line: number | null; column: number | null }

/** Reads a configuration as JSON5, as MoltBot does. The agent judges it again; this is for whoever types. */
export function readText(text: string): TextReading {
  try {
    const document: unknown = JSON5.parse(text)
    if (isObject(document)) return { ok: true, document }
    return { ok: false, message: 'The configuration must be an object in braces.', line: null, column: null }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const message = error.message.replace(/^JSON5: /, '').replace(/ at \d+:\d+$/, '')
    return {
      ok: false,
      message: `${message}.`,
      line: numberOf(error, 'lineNumber'),
      column: numberOf(error, 'columnNumber'),
    }
  }
}

function numberOf(error: SyntaxError, key: 'lineNumber' | 'columnNumber'): number | null {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'number' ? value : null
}
