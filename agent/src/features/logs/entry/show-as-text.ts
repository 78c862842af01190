// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is shown
const unseen = /[\u0000-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu
const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * What a line holds, with everything that would move a cursor, break the line, turn the direction of writing or not be
 * seen at all written out: `\n`, `\u001b`. What reads it may be a terminal.
 */
export function showAsText(text: string): string {
  return text.toWellFormed().replace(unseen, (one) => short[one] ?? written(one.codePointAt(0) ?? 0))
}

function written(code: number): string {
  return code > 0xff_ff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
}
