/** Line and paragraph separators, marks that turn the direction of text, invisible joiners, and tags. */
const deceptive = /[\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const control = /[\u0000-\u001F\u007F-\u009F\uE000\uE001]/g

/**
 * One line of text for a terminal. Names, messages and quotes come from MoltBot, which may want to move the cursor,
 * colour a lie or turn the direction of text, so nothing in them may act.
 */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(control, '\uFFFD').replace(deceptive, '\uFFFD')
}

/** The same for a text of several lines, whose indentation stays. */
export function printableLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/\t/g, '  ').replace(control, '\uFFFD').replace(deceptive, '\uFFFD'))
    .join('\n')
}
