/** A text that cannot be said in a unit file: a line break or another control character would begin a setting of its own. */
export class UnitTextError extends Error {}

/**
 * One word of a unit's setting, in double quotes: nothing in it is taken for a quote, an escape or a specifier.
 * See "Quoting" in systemd.syntax(7) and "Specifiers" in systemd.unit(5).
 * @throws UnitTextError
 */
export function unitWord(text: string): string {
  return `"${withoutSpecifiers(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** A word of `ExecStart=`, where `$NAME` would be replaced as well. See "Command lines" in systemd.service(5). @throws UnitTextError */
export function commandWord(text: string): string {
  return unitWord(text).replaceAll('$', '$$$$')
}

function withoutSpecifiers(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  if (/[\u0000-\u001F\u007F]/.test(text)) throw new UnitTextError(`${JSON.stringify(text)} holds a control character`)
  return text.replaceAll('%', '%%')
}

/**
 * A setting whose whole value is one text without quotes, such as `Description=` or `WorkingDirectory=`.
 * @throws UnitTextError also for what systemd would cut off, or join with the next line
 */
export function unitLine(text: string): string {
  if (text.trim() !== text || text.endsWith('\\')) {
    throw new UnitTextError(`${JSON.stringify(text)} begins or ends with what a unit file would lose`)
  }
  return withoutSpecifiers(text)
}
