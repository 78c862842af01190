import type { ChannelFacts } from '../rpc/channels.ts'
import type { Evidence, Marks } from './evidence.ts'

export const noMarks: Marks = {
  bootId: null,
  bootSince: null,
  readySince: null,
  seenUnready: false,
  notReadySince: null,
  silentSince: null,
  closedSince: null,
  busySince: null,
  unlinkedSince: null,
  restartAnnouncedAt: null,
  stopAnnouncedAt: null,
  channelSilentSince: {},
}

/** Carries the marks on by one look. Pure; a new boot forgets all that was said of the one before. */
export function advanceMarks(before: Marks, evidence: Evidence, bootId: string | null): Marks {
  const now = evidence.at.mono
  const old = before.bootId === bootId ? before : { ...noMarks, bootId, bootSince: bootId === null ? null : now }
  const { probe, process } = evidence
  const answered = probe?.kind === 'answered' ? probe : null
  const alive = process !== null
  const since = (mark: number | null, holds: boolean) => (holds ? (mark ?? now) : null)
  const ending = evidence.link.ending
  const announced = alive && ending?.kind === 'shutdown' && !answered?.ready ? ending : null
  const draining = answered?.failing.includes('gateway-draining') === true
  return {
    ...old,
    readySince: old.readySince ?? (answered?.ready ? now : null),
    seenUnready: old.seenUnready || (alive && !answered?.ready),
    notReadySince: since(old.notReadySince, answered !== null && !answered.ready),
    silentSince: since(old.silentSince, alive && probe?.kind === 'timeout'),
    closedSince: since(old.closedSince, alive && (evidence.listener.kind === 'closed' || probe?.kind === 'refused')),
    unlinkedSince: since(
      old.unlinkedSince,
      answered?.ready === true && evidence.hasCredential && evidence.link.phase !== 'connected',
    ),
    busySince: since(old.busySince, answered?.eventLoop?.degraded === true),
    restartAnnouncedAt: since(old.restartAnnouncedAt, announced !== null && announced.restartExpectedMs !== null),
    stopAnnouncedAt: since(
      old.stopAnnouncedAt,
      (announced !== null && announced.restartExpectedMs === null) || (draining && announced === null),
    ),
    channelSilentSince: Object.fromEntries(
      evidence.channels.filter(isSilent).map((channel) => {
        const name = channelKey(channel)
        return [name, old.channelSilentSince[name] ?? now]
      }),
    ),
  }
}

export function channelKey({ id, account }: ChannelFacts): string {
  return account === null ? id : `${id}/${account}`
}

/** Configured and meant to run, but without a connection. */
export function isSilent({ configured, running, connected }: ChannelFacts): boolean {
  return configured && (connected === false || (!running && connected === null))
}
