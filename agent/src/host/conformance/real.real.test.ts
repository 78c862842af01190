import { chownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { layOutFolder, type MoltbotConfig } from '../../../../tools/real/moltbot-folder.ts'
import { type RealMoltbot, startMoltbot } from '../../../../tools/real/real-moltbot.ts'
import { createRealClock } from '../../core/clock.real.ts'
import { createRealHost } from '../real/create-real-host.ts'
import { hostConformance, type Recording } from './host-conformance.ts'
import { readRecorded, shapesOf, writeRecorded } from './recorded.ts'
import { misfits } from './shape.ts'
import type { ConfigEdit, Subject } from './subject.ts'

const token = 'first-token-of-the-conformance-suite'
const otherToken = 'second-token-of-the-conformance-suite'

const edits: Record<Exclude<ConfigEdit, 'broken'>, MoltbotConfig> = {
  good: {},
  unknown_key: { gateway: { legacyPort: true } },
  other_token: { gateway: { auth: { mode: 'token', token: otherToken } } },
}

/** The real machine with a real MoltBot, isolated in a folder of its own. */
async function createRealSubject({ version, port }: { version: string; port: number }): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), 'moltbot-conformance-'))
  const place = layOutFolder({ folder, port, token })
  const agentDir = join(folder, 'agent')
  const host = await createRealHost({ clock: createRealClock(), stateDir: agentDir, environment: {} })
  const ownerUid = process.getuid?.() ?? 0
  const symlink = join(place.stateDir, 'link.json')
  symlinkSync(place.configPath, symlink)
  let moltbot: RealMoltbot | null = null
  let exit: number | null | undefined
  return {
    host,
    ownerUid,
    stateDir: place.stateDir,
    configPath: place.configPath,
    logFile: place.logFile,
    port,
    version,
    token,
    otherToken,
    symlink,
    foreignFile: ownerUid === 0 ? makeForeign(join(place.stateDir, 'foreign.json')) : null,
    wait: (milliseconds) => pause(milliseconds),
    async start() {
      exit = undefined
      moltbot = await startMoltbot({ version, folder, port, token, waitForReady: false })
      void moltbot.exited.then(({ code }) => {
        exit = code
      })
    },
    terminate: async () => void moltbot?.stop(),
    kill: async () => void moltbot?.kill9(),
    exitCode: () => exit,
    async editConfig(edit) {
      if (edit === 'broken') writeFileSync(place.configPath, '{ gateway: {\n')
      else layOutFolder({ folder, port, token, config: edits[edit] })
    },
    async dispose() {
      await moltbot?.dispose()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A file of another user inside the state directory; only root can make one. */
function makeForeign(path: string): string {
  writeFileSync(path, '{}')
  chownSync(path, 65_534, 65_534)
  return path
}

const recording: Recording = new Map()
hostConformance('the real host', () => createRealSubject({ version: '2026.9.6', port: 28_960 }), recording)

test('the real answers have the shapes that were recorded', () => {
  const shapes = shapesOf(recording)
  if (process.env.MOLTBOT_OPS_RECORD === '1') writeRecorded(shapes)
  const known = readRecorded()
  expect([...shapes.keys()].filter((name) => !known.has(name))).toEqual([])
  expect([...shapes].flatMap(([name, shape]) => misfits(shape, known.get(name) ?? shape, name))).toEqual([])
})
