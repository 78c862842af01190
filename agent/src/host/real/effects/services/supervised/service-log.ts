import { join } from 'node:path'
import type { Programs, ServiceDefinition } from '../../../../effects.ts'
import { type Files, HostError } from '../../../../host.ts'

/** Where what MoltBot prints goes, beside its own log. */
export interface ServiceLog {
  fileOf(definition: ServiceDefinition): string
  /** Makes the log's folder, and says what would stop a start. @throws HostError failed */
  prepare(definition: ServiceDefinition): Promise<void>
  /** Keeps the end of a log that has grown too long, in `service.log.1`, and empties the log itself. */
  trim(definition: ServiceDefinition): Promise<void>
  remove(definition: ServiceDefinition): Promise<void>
}

const mostBytes = 5 * 1024 * 1024
const keptBytes = 1024 * 1024

/** The folder is MoltBot's, so everything in it is done with its owner's rights. */
export function createServiceLog({ programs, files }: { programs: Programs; files: Files }): ServiceLog {
  const fileOf = ({ stateDir }: ServiceDefinition) => join(stateDir, 'logs', 'service.log')
  const inShell = async (definition: ServiceDefinition, what: string, script: string, ...args: string[]) => {
    const { owner } = definition
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C.UTF-8' }
    const options = { owner, env, cwd: '/', timeoutMs: 10_000 }
    const { code, stderr } = await programs.run('/bin/sh', ['-c', script, ...args], options)
    if (code !== 0) throw new HostError('failed', `${what}: ${stderr.trim().slice(0, 400) || `exit code ${code}`}`)
  }
  return {
    fileOf,
    prepare(definition) {
      const script = [
        'umask 077',
        'mkdir -p "$' + '{0%/*}" && : >>"$0" && cd "$1" || exit 1',
        '[ -f "$2" ] && [ -x "$2" ] || { echo "$2 is not a program that can be run" >&2; exit 1; }',
      ].join('\n')
      const { workingDirectory, command } = definition
      const file = fileOf(definition)
      return inShell(definition, 'It cannot be started', script, file, workingDirectory, command[0] ?? '')
    },
    async trim(definition) {
      const file = fileOf(definition)
      const facts = await files.facts(file)
      if (facts === null || facts.size <= mostBytes) return
      // Truncated, not replaced: the program keeps the file open, and appends.
      const script = `umask 077; tail -c ${keptBytes} "$0" >"$0.new" && mv -f "$0.new" "$0.1" && : >"$0"`
      await inShell(definition, `${file} could not be cut`, script, file)
    },
    remove(definition) {
      const file = fileOf(definition)
      return inShell(definition, `${file} could not be removed`, 'rm -f "$0" "$0.1" "$0.new"', file)
    },
  }
}
