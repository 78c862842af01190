import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Followable, LinePlan } from './lines.ts'
import { readStamp } from './lines.ts'

export interface LineSource {
  /** Ages in milliseconds of all lines of one turn, as they reach a client. @throws Error when one is lost or out of order */
  ages(plan: LinePlan): Promise<number[]>
  stop(): Promise<void>
}

/** Starts one of the sources of this folder in a process of its own. */
export function startLineSource(script: 'agent-lines' | 'raw-lines'): LineSource {
  const child = fork(fileURLToPath(new URL(`./${script}.ts`, import.meta.url)), { env: process.env })
  return {
    async ages(plan) {
      child.send(plan)
      const { url } = await messageOf(child)
      return follow(url, plan, () => child.send('begin'))
    },
    async stop() {
      if (child.exitCode !== null) return
      const exited = once(child, 'exit')
      child.disconnect()
      await exited
    },
  }
}

async function messageOf(child: ChildProcess): Promise<Followable> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the source of lines ended with ${code}`)
  })
  const [message] = await Promise.race([once(child, 'message'), ended])
  return message as Followable
}

async function follow(url: string, { bursts, linesPerBurst }: LinePlan, begin: () => void): Promise<number[]> {
  const { status, body } = await fetch(url, { headers: { authorization: 'Bearer viewer' } })
  if (status !== 200 || body === null) throw new Error(`${url} answered ${status}`)
  const ages: number[] = []
  let rest = ''
  let begun = false
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const frames = `${rest}${chunk}`.split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      if (!begun && frame.includes('event: job')) {
        begun = true
        begin()
      }
      const stamp = frame.includes('event: log') ? readStamp(frame) : null
      if (stamp === null) continue
      if (stamp.number !== ages.length + 1) throw new Error(`line ${stamp.number} came after line ${ages.length}`)
      ages.push(stamp.ageMs)
    }
  }
  if (ages.length !== bursts * linesPerBurst) throw new Error(`${url} gave ${ages.length} lines; nothing was measured`)
  return ages
}
