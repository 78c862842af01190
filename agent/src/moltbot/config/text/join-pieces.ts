/** An entry as text, or (`body` null) comments that are left of one that is gone. */
export type Piece =
  | {
      lead: string
      body: string
      /** Whether a comma stood after it. */
      comma: boolean
      beforeComma: string
      after: string
      endsInLineComment: boolean
    }
  | { lead: string; body: null; endsInLineComment: boolean }

export interface Frame {
  head: { text: string; endsInLineComment: boolean }
  tail: string
  lineBreak: string
  /** Whether the last entry ends with a comma. */
  lastComma: boolean
  /** White space and comments before the first entry of a list on one line; null for one over several lines. */
  firstLead: string | null
}

const beginsLine = /^[^\S\n\r]*[\n\r]/

/** Puts entries together with the commas that they need now, and never behind a line comment. */
export function joinPieces(pieces: readonly Piece[], { head, tail, lineBreak, lastComma, firstLead }: Frame): string {
  let text = head.text
  let inLineComment = head.endsInLineComment
  const append = (part: string) => {
    if (inLineComment && !beginsLine.test(part)) text += lineBreak
    text += part
  }
  const lastEntry = pieces.findLastIndex(({ body }) => body !== null)
  let isFirst = true
  for (const [index, piece] of pieces.entries()) {
    append(leadOf(piece.lead, isFirst, firstLead))
    if (piece.body !== null) {
      const comma = index < lastEntry || lastComma
      text += piece.body
      // A comma that is new stands right behind the value, before its comment.
      text += comma && !piece.comma ? `,${piece.beforeComma}` : piece.beforeComma
      text += (comma && piece.comma ? ',' : '') + piece.after
      isFirst = false
    }
    inLineComment = piece.endsInLineComment
  }
  append(tail)
  return text
}

/** On one line the first entry stands as the first one stood, and the others behind a space. */
function leadOf(lead: string, isFirst: boolean, firstLead: string | null): string {
  if (firstLead === null || lead.trim() !== '') return lead
  if (isFirst) return firstLead.trim() === '' ? firstLead : lead
  return lead === '' ? ' ' : lead
}
