import { expect } from 'vitest'
import type { Owner, ServiceDefinition, ServiceManager, ServiceState } from '../../effects.ts'
import type { Behaviour, StandInEvent } from './test/stand-in.ts'

/** A service manager with a host on which the suite may run, spoil and look. */
export interface ServiceSubject {
  manager: ServiceManager
  owner: Owner
  /** The stand-in as this manager runs it, with a state directory of its own. */
  definition(name: string, changes?: Partial<ServiceDefinition>): Promise<ServiceDefinition>
  /** What the stand-in does from its next start on. */
  behave(definition: ServiceDefinition, behaviour: Behaviour): Promise<void>
  events(definition: ServiceDefinition): Promise<StandInEvent[]>
  /** KILL, by the numbers that `state` and the events tell. */
  kill(pid: number): Promise<void>
  /** Whether a process that the stand-in told of lives; null where its numbers mean nothing outside. */
  alive(pid: number): Promise<boolean | null>
  /** Everything of the service that is still on the host: units, processes, containers, records. */
  leftovers(definition: ServiceDefinition): Promise<string[]>
  dispose(): Promise<void>
}

const patience = { timeout: 30_000, interval: 25 }

/** Waits until the manager says so. */
export async function reaches(
  { manager }: ServiceSubject,
  { name, owner }: ServiceDefinition,
  expected: Partial<ServiceState>,
): Promise<ServiceState> {
  await expect.poll(() => manager.state(name, owner), patience).toMatchObject(expected)
  return manager.state(name, owner)
}

/** Waits until the stand-in has told this many events of a kind. */
export async function told(
  subject: ServiceSubject,
  definition: ServiceDefinition,
  kind: StandInEvent['kind'],
  count: number,
): Promise<StandInEvent[]> {
  const ofKind = async () => (await subject.events(definition)).filter((event) => event.kind === kind)
  await expect.poll(async () => (await ofKind()).length, patience).toBeGreaterThanOrEqual(count)
  return ofKind()
}
