import { HostError } from '../../host.ts'
import type { Machine } from '../machine/machine.ts'

/** @throws HostError no_space */
export function claimSpace(machine: Machine, path: string, bytes: number): void {
  if (machine.freeBytes() >= bytes) return
  throw new HostError('no_space', `ENOSPC: no space left on device, write ${path}`)
}
