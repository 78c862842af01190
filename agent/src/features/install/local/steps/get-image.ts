import { type Context, type LocalJobDeps, programWithinMs } from './step-deps.ts'

/** The image that runs: one that is here already, or pulled by its digest. A pulled one stays with the engine. */
export function createGetImage({ effects: { images } }: Pick<LocalJobDeps, 'effects'>) {
  return {
    async run({ state, save, line, signal }: Context): Promise<void> {
      const { image } = state
      if (image === null) throw new Error('A container installation knows its image.')
      let ready = await images.local(image)
      if (ready === null) {
        state.made.image = true
        await save()
        ready = await images.pull(image, { timeoutMs: programWithinMs, onLine: line, signal })
      }
      line(`${ready.reference}, ${Math.round(ready.bytes / 1e6)} MB`)
    },

    /** Only looks whether it came, for the sentence that is said at the end. */
    async undo({ state }: Context): Promise<void> {
      const { image, made } = state
      if (!made.image || image === null) return
      // An engine that does not answer any more may well hold it.
      made.image = await images.local(image).then(
        (found) => found !== null,
        () => true,
      )
    },
  }
}
