import { Problem } from '../../core/problem.ts'
import { type Files, HostError } from '../../host/host.ts'
import { hashOf } from '../../moltbot/config/history/author.ts'
import { maxConfigBytes } from '../../moltbot/config/text/limits.ts'
import { type ConfigReading, type ParsedConfig, parseConfig } from '../../moltbot/config/text/parse-config.ts'
import type { ConfigSubject } from './subject.ts'

/** The file of a MoltBot as it is now. */
export interface CurrentConfig {
  /** The file itself: never a link. */
  path: string
  text: string
  hash: string
  /** Permission bits. */
  mode: number
  reading: ConfigReading
}

/**
 * Reads the configuration with the rights of its owner. Null when there is no file.
 * @throws Problem config_unreadable where it may not be read, is a link, or is too large
 */
export async function readCurrent(
  files: Files,
  { configPath, ownerUid }: Pick<ConfigSubject['installation'], 'configPath' | 'ownerUid'>,
): Promise<CurrentConfig | null> {
  if (ownerUid < 0) {
    throw new Problem(
      'config_unreadable',
      'This MoltBot was not installed from here and keeps its configuration in a volume of the container engine, which belongs to the engine alone. Mount a folder of this host as its state instead, or change it inside the container.',
    )
  }
  try {
    const facts = await files.facts(configPath)
    if (facts === null) return null
    const path = await files.resolve(configPath)
    if (facts.kind !== 'file' || path === null) {
      throw new Problem(
        'config_unreadable',
        'The configuration is a link or no file. Put the file itself in its place.',
      )
    }
    const text = await files.readText(path, { ownerUid, maxBytes: maxConfigBytes })
    if (text === null) return null
    return { path, text, hash: hashOf(text), mode: facts.mode & 0o777, reading: parseConfig(text) }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    const why = error.reason === 'too_large' ? `It is larger than ${maxConfigBytes / 1024} KiB.` : 'It may not be read.'
    throw new Problem('config_unreadable', `The configuration cannot be read. ${why}`, { cause: error })
  }
}

/** The parts of a file that can be read. @throws Problem config_unreadable, saying where it breaks */
export function demandReadable(current: CurrentConfig | null): { current: CurrentConfig; config: ParsedConfig } {
  if (current === null) {
    throw new Problem('config_unreadable', 'There is no configuration file yet.')
  }
  if (current.reading.ok) return { current, config: current.reading.config }
  const [first] = current.reading.problems
  const place = first?.place ? ` (line ${first.place.line}, column ${first.place.column})` : ''
  throw new Problem('config_unreadable', `${first?.message ?? 'The configuration cannot be read.'}${place}`)
}
