/**
 * What a measurement is stored as. A body is a row of groups, one for each subject: the subject's number (4 bytes), how
 * many columns follow (1 byte), then the columns in the order of `metric_columns`. A column is one 32-bit float in the
 * raw tier, and mean, least, most (32-bit floats) and count (1 byte) in the others. NaN is not known. Little endian.
 */

/** What is known of one column in one step. */
export interface Cell {
  mean: number
  min: number
  max: number
  /** So many measurements are in it. */
  count: number
}

export interface Group {
  subject: number
  /** By the place of the column; null where nothing is known. */
  cells: (Cell | null)[]
}

export type Shape = 'single' | 'summary'

const headBytes = 5
const cellBytes = { single: 4, summary: 13 }
const mostColumns = 255

export function encodeBody(shape: Shape, groups: readonly Group[]): Uint8Array {
  const size = groups.reduce((sum, { cells }) => sum + headBytes + cells.length * cellBytes[shape], 0)
  const body = new Uint8Array(size)
  const view = new DataView(body.buffer)
  let at = 0
  for (const { subject, cells } of groups) {
    if (cells.length > mostColumns) throw new Error('a measurement has too many columns')
    view.setUint32(at, subject, true)
    view.setUint8(at + 4, cells.length)
    at += headBytes
    for (const cell of cells) {
      writeCell(view, at, shape, cell)
      at += cellBytes[shape]
    }
  }
  return body
}

function writeCell(view: DataView, at: number, shape: Shape, cell: Cell | null): void {
  view.setFloat32(at, cell?.mean ?? Number.NaN, true)
  if (shape === 'single') return
  view.setFloat32(at + 4, cell?.min ?? Number.NaN, true)
  view.setFloat32(at + 8, cell?.max ?? Number.NaN, true)
  view.setUint8(at + 12, Math.min(cell?.count ?? 0, 255))
}

/** Calls `visit` with each known cell of a body. One that is cut off or was written by something else ends early. */
export function visitBody(
  shape: Shape,
  body: Uint8Array,
  visit: (subject: number, column: number, cell: Cell) => void,
): void {
  eachGroup(shape, body, (view, subject, columns, start) => {
    for (let column = 0; column < columns; column++) {
      const cell = readCell(view, start + column * cellBytes[shape], shape)
      if (cell !== null) visit(subject, column, cell)
    }
  })
}

/**
 * Calls `visit` with the figures of each known cell of a few columns of one subject, by the place in `columns`. A long
 * history has tens of thousands of them, so nothing is made for one: neither a cell nor the rest of the body.
 */
export function pickCells(
  shape: Shape,
  body: Uint8Array,
  wanted: { subject: number; columns: readonly number[] },
  visit: (which: number, mean: number, min: number, max: number, count: number) => void,
): void {
  const bytes = cellBytes[shape]
  eachGroup(shape, body, (view, subject, columns, start) => {
    if (subject !== wanted.subject) return
    for (let which = 0; which < wanted.columns.length; which++) {
      const column = wanted.columns[which] ?? -1
      if (column < 0 || column >= columns) continue
      const at = start + column * bytes
      const mean = view.getFloat32(at, true)
      if (Number.isNaN(mean)) continue
      if (shape === 'single') visit(which, mean, mean, mean, 1)
      else visit(which, mean, view.getFloat32(at + 4, true), view.getFloat32(at + 8, true), view.getUint8(at + 12))
    }
  })
}

function eachGroup(
  shape: Shape,
  body: Uint8Array,
  visit: (view: DataView, subject: number, columns: number, start: number) => void,
): void {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  let at = 0
  while (at + headBytes <= body.byteLength) {
    const columns = view.getUint8(at + 4)
    const end = at + headBytes + columns * cellBytes[shape]
    if (end > body.byteLength) return
    visit(view, view.getUint32(at, true), columns, at + headBytes)
    at = end
  }
}

function readCell(view: DataView, at: number, shape: Shape): Cell | null {
  const mean = view.getFloat32(at, true)
  if (Number.isNaN(mean)) return null
  if (shape === 'single') return { mean, min: mean, max: mean, count: 1 }
  return { mean, min: view.getFloat32(at + 4, true), max: view.getFloat32(at + 8, true), count: view.getUint8(at + 12) }
}
