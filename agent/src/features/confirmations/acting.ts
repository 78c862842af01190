/** What is under way through the gate, so that no two acts stand on the same view of the machine. */
export interface Acting {
  /** Resolves once no act is between its approval and its job or end; gives what to compare with afterwards. */
  quiet(): Promise<number>
  /** Begins an act unless one began since `since`. Gives what ends it, or null. */
  begin(since: number): (() => void) | null
}

/**
 * Between the plan that an act was compared with and the act itself nothing else may change the machine. Planning is not
 * held back, because it may wait for a network: whoever planned while another act began plans again.
 */
export function createActing(): Acting {
  let begun = 0
  let underWay: PromiseWithResolvers<void> | null = null

  return {
    async quiet() {
      while (underWay !== null) await underWay.promise
      return begun
    },
    begin(since) {
      if (underWay !== null || begun !== since) return null
      begun += 1
      const mine = Promise.withResolvers<void>()
      underWay = mine
      return () => {
        if (underWay !== mine) return
        underWay = null
        mine.resolve()
      }
    },
  }
}
