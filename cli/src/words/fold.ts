import type { Output } from '../surroundings.ts'

/** Of a terminal that does not tell its size, which is then 0. */
const usualWidth = 80
/** Narrower text is harder to read than a line that the terminal breaks. */
export const narrowest = 12

/** Columns to write in; as many as it takes where no person reads along. */
export function widthOf({ isTTY, columns }: Pick<Output, 'isTTY' | 'columns'>): number {
  return isTTY === true ? columns || usualWidth : Number.POSITIVE_INFINITY
}

/** Breaks a text at its spaces into lines of `width` characters at most; a longer word stays whole. */
export function fold(text: string, width: number): string[] {
  const most = Math.max(width, narrowest)
  if ([...text].length <= most) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && [...line].length + 1 + [...word].length > most) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}
