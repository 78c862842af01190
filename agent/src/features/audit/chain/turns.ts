/** When a write begins that nobody is waited for any more. */
export interface Turns {
  /** Resolves after whoever runs right now, or comes to run because of it, has had the chance to join the write. */
  soon(): Promise<void>
}

const mostInARow = 16

/**
 * A turn of the event loop costs a tenth of a fast write, so a write does not wait for one. But writes that block, one
 * after another and each begun by the end of the last, would let nothing else happen: after a few of them comes a turn.
 */
export function createTurns(): Turns {
  let inARow = 0
  return {
    async soon() {
      inARow += 1
      if (inARow === 1) setImmediate(() => (inARow = 0))
      if (inARow > mostInARow) await nextTurn()
      // Those who wait for the same thing go on one behind the other, and a few steps apart.
      for (let step = 0; step < 4; step++) await null
    },
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
