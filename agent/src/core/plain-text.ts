// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const control = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g
/** Line and paragraph separators, marks that turn the direction of text, invisible joiners, and tags. */
const deceptive = /[\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu

/**
 * Text that a person decides by, without what shows something else than stands there. Names and values in it come from
 * MoltBot and from whoever proposes; a line break stays.
 */
export function plainText(text: string): string {
  return text.replace(control, '\uFFFD').replace(deceptive, '\uFFFD')
}
