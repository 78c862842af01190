import type { Effects } from '../../host/effects.ts'
import type { Files } from '../../host/host.ts'
import type { MoltbotProgram } from '../../moltbot/config/installed/program.ts'
import { type ConfigSubject, versionOf } from './subject.ts'

/** Begins the name of every folder that is made beside the real state to ask MoltBot something. */
export const candidatePrefix = '.moltbot-ops-'

/** Removes what an agent that was killed has left of them, since a candidate holds secrets. */
export async function sweepCandidates(
  subject: ConfigSubject,
  { effects, files }: { effects: Pick<Effects, 'accounts' | 'folders'>; files: Pick<Files, 'list'> },
): Promise<void> {
  const { stateDir: root, managed, ownerUid } = subject.installation
  if (ownerUid < 0) return
  const left = (await files.list(root)).filter((name) => name.startsWith(candidatePrefix))
  const owner = left.length === 0 ? null : (managed?.definition.owner ?? (await effects.accounts.byUid(ownerUid)))
  if (owner === null) return
  for (const name of left) await effects.folders.remove(`${root}/${name}`, { owner, root })
}

/**
 * How the command line of a MoltBot is run: as this agent installed it, or as its service starts it. Null where neither
 * tells, and in a container.
 */
export async function programOf(
  subject: ConfigSubject,
  { accounts }: Pick<Effects, 'accounts'>,
): Promise<MoltbotProgram | null> {
  const { managed, service, ownerUid, stateDir } = subject.installation
  const words = managed?.definition.command ?? service?.execStart.split(/\s+/) ?? []
  const [node, entry] = words
  const version = versionOf(subject)
  const isPlain = node?.startsWith('/') === true && entry?.startsWith('/') === true && entry.endsWith('.mjs')
  if (!isPlain || version === null || managed?.manager === 'docker') return null
  const owner = managed?.definition.owner ?? (await accounts.byUid(ownerUid))
  return owner === null ? null : { command: [node, entry], owner, scratch: stateDir, version }
}
