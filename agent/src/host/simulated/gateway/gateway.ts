import type { Clock } from '../../../core/clock.ts'
import type { TextSocket } from '../../host.ts'
import type { Noise } from '../machine/noise.ts'
import type { ProcessTable } from '../machine/process-table.ts'
import type { MemoryFiles } from '../memory-files.ts'
import { readFrame } from '../rpc/frame.ts'
import type { Telling } from '../rpc/health.ts'
import { createGatewaySessions } from '../rpc/sessions.ts'
import { type ConfigWishes, judgeConfig, readPlaces, renderConfig } from './config.ts'
import { answerHttp, type HttpReply } from './http-answers.ts'
import { createGatewayLife, type GatewayLife } from './life.ts'
import { createGatewayLog, type LogLine } from './log.ts'
import { type GatewayPlace, whereItRuns } from './place.ts'
import { createReloading } from './reloading.ts'
import { type ChannelWishes, calmMood, type GatewayMood, type GatewayState } from './state.ts'

/** One simulated MoltBot gateway: its files, its process, its answers. */
export interface Gateway extends Omit<GatewayLife, 'refreshHealth' | 'greet'> {
  readonly place: GatewayPlace
  readonly state: GatewayState
  /** Whether its port is open. */
  listening(): boolean
  /** Writes the configuration as a person would; a running gateway notices after half a second. */
  editConfig(wishes: ConfigWishes, at?: number): void
  /** Somebody else has written the configuration; a running gateway notices after half a second. */
  noticeConfig(): void
  setMood(mood: Partial<GatewayMood>): void
  setChannels(channels: ChannelWishes[]): void
  /** The version that the next start runs. */
  install(version: string, at?: number): void
  say(line: LogLine, at?: number): void
  answer(path: string): HttpReply
  /** Null where it refuses web sockets. */
  open(): TextSocket | null
}

export interface GatewayDeps {
  clock: Clock
  noise: Noise
  disk: MemoryFiles
  table: ProcessTable
  hostname: string
  place: GatewayPlace
  version: string
  isTaken(what: 'port' | 'state'): boolean
  /** Told when it runs with another configuration. */
  onConfig(gateway: Gateway): void
  onExit(code: number | null): void
}

const noticeMs = 500

export function createGateway(deps: GatewayDeps): Gateway {
  const { clock, noise, disk, hostname, place } = deps
  const log = createGatewayLog({ disk, place, hostname })
  const state: GatewayState = {
    place,
    phase: 'off',
    version: deps.version,
    pid: 0,
    startedAt: 0,
    bootId: '',
    exitCode: undefined,
    httpSince: 0,
    healthAt: null,
    healthCount: 0,
    applied: judgeConfig('{}'),
    mood: calmMood,
    channels: [],
  }
  const tell = (): Telling => ({ state, now: clock.now(), noise, hostname, configText: disk.read(place.configPath) })
  const sessions = createGatewaySessions({
    clock,
    connId: (count) => noise.uuid('conn', place.name, count),
    tell,
    rssBytes: () => Math.round(noise.between(740e6, 800e6, 'rss', state.pid, Math.floor(clock.now() / 60_000))),
    tailLog(limit) {
      const text = disk.read(place.logFile) ?? ''
      const lines = text.split('\n').filter(Boolean).slice(-limit)
      const size = disk.size(place.logFile)
      return { file: place.logFile, cursor: size, size, lines }
    },
    onHello: () => life.greet(),
    warn: (message) => log.write({ level: 'WARN', subsystem: 'gateway/ws', message }, clock.now()),
  })
  let installed = deps.version
  const life = createGatewayLife({ ...deps, log, sessions, state, tell, onConfig: () => deps.onConfig(gateway) })
  const reload = createReloading({ state, disk, log, sessions, life, onConfig: () => deps.onConfig(gateway) })
  const noticeConfig = () => {
    if (state.phase === 'ready') clock.after(noticeMs, () => reload(clock.now()))
  }
  const gateway: Gateway = {
    boot(options) {
      if (state.phase !== 'off') return
      state.version = versionIn(disk.read(`${place.packageDir}/package.json`)) ?? installed
      Object.assign(place, whereItRuns(place, readPlaces(disk.read(place.configPath)), clock.now()))
      life.boot(options)
    },
    recall: life.recall,
    terminate: life.terminate,
    kill: life.kill,
    wedge: life.wedge,
    restartInside: life.restartInside,
    noticeConfig,
    place,
    state,
    listening: () => state.phase === 'listening' || state.phase === 'ready' || state.phase === 'draining',
    editConfig(wishes, at = clock.now()) {
      const token = `sim-${noise.hex(32, 'gateway-token', place.name, wishes.token ?? 'first')}`
      const bot = `${noise.whole(100_000, 999_999, 'bot', place.name)}:${noise.base64url(26, 'bot', place.name)}`
      const telegramToken = place.profile === null ? bot : null
      const text = renderConfig({ port: place.port, logFile: place.logFile, token, telegramToken }, wishes)
      if (text === disk.read(place.configPath)) return
      disk.write(place.configPath, text, { uid: place.owner.uid, mode: 0o600, at })
      if (at < clock.now()) reload(at + noticeMs)
      else noticeConfig()
    },
    setMood(mood) {
      state.mood = { ...calmMood, ...mood }
      if (state.mood.rpc === 'refused') sessions.endAll(1006, '')
    },
    setChannels(channels) {
      state.channels = channels
      if (state.phase === 'ready') life.refreshHealth()
    },
    install(version, at = clock.now()) {
      installed = version
      const manifest = `${JSON.stringify({ name: 'openclaw', version }, null, 2)}\n`
      disk.write(`${place.packageDir}/package.json`, manifest, { uid: place.owner.uid, mode: 0o644, at })
    },
    say: (line, at = clock.now()) => log.write(line, at),
    answer: (path) => answerHttp(state, path, clock.now(), noise),
    open: () => (state.mood.rpc === 'refused' || state.phase === 'draining' ? null : sessions.open()),
  }
  return gateway
}

function versionIn(manifest: string | null): string | null {
  const version = readFrame(manifest)?.version
  return typeof version === 'string' ? version : null
}
