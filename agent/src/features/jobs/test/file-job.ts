import { existsSync, rmSync, writeFileSync } from 'node:fs'
import type { JobKind } from '../../../core/jobs.ts'
import { kindOf } from './jobs-at-work.ts'

/** A job whose world is one file, and that never gets further than having written it. */
export function fileJob(amid: () => void): JobKind<{ path: string }> {
  return kindOf<{ path: string }>([
    {
      id: 'write',
      title: 'Write the file',
      async run({ state }) {
        writeFileSync(state.path, 'half')
        amid()
        await new Promise(() => undefined)
      },
      async undo({ state }) {
        if (existsSync(state.path)) rmSync(state.path)
      },
    },
  ])
}
