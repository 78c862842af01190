/**
 * A name from outside as it may be shown on a terminal or in a line of a log: without what moves the cursor, breaks the
 * line or turns the writing direction.
 */
export function plainName(name: string, otherwise: string): string {
  return name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim() || otherwise
}
