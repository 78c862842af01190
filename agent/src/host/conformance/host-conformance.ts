import { afterAll, beforeAll, describe } from 'vitest'
import { questionsOnEdits } from './questions-on-edits.ts'
import { questionsOnEnds } from './questions-on-ends.ts'
import { questionsOnFiles } from './questions-on-files.ts'
import { questionsOnRpc } from './questions-on-rpc.ts'
import { questionsOnStarts } from './questions-on-starts.ts'
import type { Subject } from './subject.ts'

/** What the suite learned on the way: the answers of each RPC method and probe, for comparing their shapes. */
export type Recording = Map<string, unknown[]>

export interface Stage {
  subject(): Subject
  record(name: string, answer: unknown): void
}

/**
 * The same questions to the real machine and to the simulated one, in one story: a gateway starts, is asked, its
 * configuration is edited, it is stopped, killed, and refuses to start. The tests of a story build on each other.
 */
export function hostConformance(
  name: string,
  makeSubject: () => Promise<Subject>,
  recording: Recording = new Map(),
): void {
  describe(`${name}: one gateway from start to end`, () => {
    let subject: Subject | null = null
    const stage: Stage = {
      subject() {
        if (subject === null) throw new Error('The machine could not be made.')
        return subject
      },
      record(what, answer) {
        recording.set(what, [...(recording.get(what) ?? []), answer])
      },
    }
    beforeAll(async () => {
      subject = await makeSubject()
    })
    afterAll(() => subject?.dispose())
    questionsOnStarts(stage)
    questionsOnFiles(stage)
    questionsOnRpc(stage)
    questionsOnEdits(stage)
    questionsOnEnds(stage)
  })
}
