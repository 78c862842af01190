import type { MemoryFiles } from '../memory-files.ts'
import type { GatewaySessions } from '../rpc/sessions.ts'
import { judgeConfig } from './config.ts'
import type { GatewayLife } from './life.ts'
import type { GatewayLog, LogLevel } from './log.ts'
import { changedPaths, reloadKindOf } from './reload.ts'
import type { GatewayState } from './state.ts'

export interface ReloadingDeps {
  state: GatewayState
  disk: MemoryFiles
  log: GatewayLog
  sessions: GatewaySessions
  life: Pick<GatewayLife, 'refreshHealth' | 'restartInside'>
  onConfig(): void
}

/** What a running gateway does about its file: skips an invalid one, applies what it can, starts anew for the rest. */
export function createReloading(deps: ReloadingDeps): (at: number) => void {
  const { state, disk, log, sessions, life } = deps
  return (at) => {
    if (state.phase !== 'ready' || state.applied.reload === 'off') return
    const text = disk.read(state.place.configPath)
    const say = (level: LogLevel, message: string) => log.write({ level, subsystem: 'gateway/reload', message }, at)
    if (text === null) return say('WARN', 'config reload skipped (config file not found)')
    const judged = judgeConfig(text)
    if (judged.hash === state.applied.hash) return
    if (!judged.valid) {
      const issues = judged.issues.map(({ path, message }) => `${path}: ${message}`).join(', ')
      return say('WARN', `config reload skipped (invalid config): ${issues}`)
    }
    const before = state.applied
    const paths = changedPaths(before.document ?? {}, judged.document ?? {})
    state.applied = judged
    if (paths.length === 0) return
    say('INFO', `config change detected; evaluating reload (${paths.join(', ')})`)
    const of = (kind: string) => paths.filter((path) => reloadKindOf(path) === kind)
    const restart = of('restart').join(', ')
    if (restart !== '') {
      // What it runs with stays in force until the new start has read the file.
      state.applied = before
      say('WARN', `config change requires gateway restart (${restart}) — preparing`)
      return life.restartInside(restart)
    }
    const hot = of('hot')
    if (hot.length > 0) say('INFO', `config hot reload applied (${hot.join(', ')})`)
    else say('INFO', `config change applied (dynamic reads: ${paths.join(', ')})`)
    deps.onConfig()
    life.refreshHealth()
    if (judged.token !== before.token) sessions.endAll(4001, 'gateway auth changed')
  }
}
