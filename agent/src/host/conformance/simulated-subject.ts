import type { ConfigWishes } from '../simulated/gateway/config.ts'
import { createMachine } from '../simulated/machine/machine.ts'
import { createMachineHost } from '../simulated/machine/machine-host.ts'
import { telegramDown } from '../simulated/scenarios/scenario.ts'
import { createSimulatedClock } from '../simulated/simulated-clock.ts'
import type { ConfigEdit, Subject } from './subject.ts'

const edits: Record<ConfigEdit, ConfigWishes> = {
  good: {},
  unknown_key: { unknownKey: 'legacyPort' },
  broken: { truncated: true },
  other_token: { token: 'second' },
}

/** The simulated machine with one gateway that nothing supervises, its channels without a connection. */
export async function createSimulatedSubject(channels: string[]): Promise<Subject> {
  const clock = createSimulatedClock({ startAt: Date.UTC(2026, 10, 23, 2, 7, 0), real: null })
  const machine = createMachine({ clock, seed: 7 })
  const setup = { name: 'main', port: 18_789, run: 'stopped', channels: channels.map(() => telegramDown) } as const
  machine.enter({ name: 'conformance', description: '', gateways: [setup] })
  const gateway = machine.gateways.get('main')?.gateway
  if (gateway === undefined) throw new Error('The scenario has no gateway.')
  const { place, state } = gateway
  const host = createMachineHost(() => machine)
  const tokenNow = async () => {
    const text = await host.files.readText(place.configPath, { ownerUid: place.owner.uid, maxBytes: 10_000 })
    return /token: '([^']+)'/.exec(text ?? '')?.[1] ?? ''
  }
  const token = await tokenNow()
  gateway.editConfig({ token: 'second' })
  const otherToken = await tokenNow()
  gateway.editConfig({})
  const own = { uid: place.owner.uid, at: clock.now() }
  const symlink = `${place.stateDir}/link.json`
  const foreignFile = `${place.stateDir}/foreign.json`
  machine.disk.link(symlink, place.configPath, own)
  machine.disk.write(foreignFile, '{}', { uid: 0, at: clock.now() })
  return {
    host,
    ownerUid: place.owner.uid,
    stateDir: place.stateDir,
    configPath: place.configPath,
    logFile: place.logFile,
    port: place.port,
    version: '2026.9.6',
    token,
    otherToken,
    symlink,
    foreignFile,
    wait: (milliseconds) => clock.advance(milliseconds),
    start: async () => gateway.boot(),
    terminate: async () => gateway.terminate(),
    kill: async () => gateway.kill(),
    exitCode: () => state.exitCode,
    editConfig: async (edit) => gateway.editConfig(edits[edit]),
    dispose: async () => machine.shutDown(),
  }
}
