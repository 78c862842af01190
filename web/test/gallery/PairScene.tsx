import { PairView } from '../../src/features/pair/PairView.tsx'
import type { PairingState } from '../../src/features/pair/pairing.ts'
import { now } from '../fixtures.ts'

const agent = {
  id: 'ag_7Q2mX4cT9bLw',
  hostname: 'home-mini',
  key_fingerprint: 'SHA256:4Jx09bQekT7mVw2cFq1uX3yZ5aB6dE8gH0iJ2kL4mN',
  simulated: false,
}
const waiting = {
  code: 'K7QX-M2HD',
  startedAt: now - 79_000,
  endsAt: now + 521_000,
  agent,
  fingerprint: 'SHA256:9fLcceEB0aJ7mVw2cFq1uX3yZ5aB6dE8gH0iJ2kL4mM',
  firstDevice: false,
}

export const pairScenes: Record<string, PairingState> = {
  waiting: { kind: 'waiting', waiting, unreachable: false },
  away: { kind: 'waiting', waiting, unreachable: true },
  simulated: { kind: 'waiting', waiting: { ...waiting, agent: { ...agent, simulated: true } }, unreachable: false },
  preparing: { kind: 'preparing' },
  denied: { kind: 'denied' },
  expired: { kind: 'expired' },
  used: { kind: 'link_invalid' },
  locked: { kind: 'locked', until: now + 271_000 },
  keyless: { kind: 'no_key' },
  offline: { kind: 'offline' },
  failed: { kind: 'failed', error: new Error('for the gallery') },
}

export function PairScene({ state }: { state: string }) {
  const scene = pairScenes[state]
  if (scene === undefined) throw new Error(`There is no scene ${state}.`)
  return <PairView state={scene} why="never" deviceName="Chromium on Linux" onAgain={() => {}} />
}
