import type { JobEvent, Schemas } from '@moltbot-ops/sdk'
import type { Session } from '../cli.ts'
import { printable } from '../words/printable.ts'
import { progressBar } from '../words/progress-bar.ts'

type Job = Schemas['Job']

/** What a person sees of a job while it runs. */
export interface JobScreen {
  show(event: JobEvent): void
  gap(): void
  /** Wipes the bar; what was said stays. */
  close(): void
  /** As far as it was told. */
  last(): Job | undefined
}

/** Of a terminal that does not tell its size, which is then 0. */
const usualColumns = 80
/** Carriage return, then erase to the end of the line (ECMA-48 §8.3.41). */
const wipe = '\r\u001b[K'

/** Lines on stderr as steps begin and end; on a terminal a bar below them for what is being done. */
export function createJobScreen({ surroundings, paint, note, json }: Session): JobScreen {
  const { stderr, env } = surroundings
  const hasBar = stderr.isTTY === true && env.TERM !== 'dumb' && !json
  const said = new Map<string, string>()
  let last: Job | undefined
  let isDrawn = false

  const clear = () => {
    if (isDrawn) stderr.write(wipe)
    isDrawn = false
  }
  const say = (text: string) => {
    clear()
    note(text)
  }
  const draw = () => {
    if (!hasBar || last === undefined || last.ended_at !== null) return clear()
    const running = last.steps.find(({ status }) => status === 'running' || status === 'undoing')
    const what = [running?.title, running?.message].filter((text) => text != null).map(printable)
    stderr.write(wipe + progressBar(last.progress, what.join(': '), stderr.columns || usualColumns))
    isDrawn = true
  }
  return {
    show(event) {
      if (event.event === 'log') {
        say(paint(`      ${printable(event.data.line)}`, 'unknown'))
      } else {
        last = event.data
        for (const step of event.data.steps) {
          // The bar tells of what runs.
          if (step.status === 'waiting' || (hasBar && step.status === 'running')) continue
          const text = stepText(step)
          if (said.get(step.name) === text) continue
          said.set(step.name, text)
          say(text)
        }
      }
      draw()
    },
    gap: () => say('      … lines are missing here'),
    close: clear,
    last: () => last,
  }
}

const marks: Record<Job['steps'][number]['status'], string> = {
  waiting: ' ',
  running: '…',
  succeeded: '✓',
  failed: '✗',
  undoing: '↶',
  undone: '↶',
  undo_failed: '✗',
  skipped: '-',
}

function stepText({ status, title, message }: Job['steps'][number]): string {
  const undo = status === 'undoing' ? 'Going back: ' : status === 'undone' ? 'Taken back: ' : ''
  // What a step said last tells what it was doing, not what was reached.
  const more = message === null || status === 'succeeded' ? '' : `: ${printable(message)}`
  return `  ${marks[status]} ${undo}${printable(title)}${more}`
}
