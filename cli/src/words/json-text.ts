/** What `printable` replaces and JSON itself leaves as it is: control characters from U+007F on, and what hides or turns text. */
const acting = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu

/**
 * An answer as JSON that may be shown on a terminal: names and texts in it come from MoltBot, and nothing in them may
 * act. It reads as the same value.
 */
export function jsonText(value: unknown, indent: number): string {
  return JSON.stringify(value, null, indent).replace(acting, escaped)
}

function escaped(character: string): string {
  return character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
