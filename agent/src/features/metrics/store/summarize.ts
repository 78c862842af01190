import { type Cell, type Group, type Shape, visitBody } from './tick-body.ts'

/** Brings measurements together: the mean weighs each by how many are in it, least and most are those of all. */
function addCell(sum: Cell | null | undefined, cell: Cell): Cell {
  if (!sum) return cell
  const count = sum.count + cell.count
  return {
    mean: count === 0 ? cell.mean : (sum.mean * sum.count + cell.mean * cell.count) / count,
    min: Math.min(sum.min, cell.min),
    max: Math.max(sum.max, cell.max),
    count,
  }
}

/** One group for each subject that is in any of the bodies. */
export function summarize(shape: Shape, bodies: readonly Uint8Array[]): Group[] {
  const groups = new Map<number, (Cell | null)[]>()
  for (const body of bodies) {
    visitBody(shape, body, (subject, column, cell) => {
      const cells = groups.get(subject) ?? []
      groups.set(subject, cells)
      while (cells.length <= column) cells.push(null)
      cells[column] = addCell(cells[column], cell)
    })
  }
  return [...groups].map(([subject, cells]) => ({ subject, cells }))
}
