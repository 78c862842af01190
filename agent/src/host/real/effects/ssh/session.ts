import type { Clock } from '../../../../core/clock.ts'
import type { SshSession } from '../../../effects.ts'
import type { Connection } from './open-connection.ts'
import { runCommand } from './run-command.ts'
import { uploadFile } from './upload-file.ts'
import { createWithin } from './within.ts'

/** What is done over an open connection. Only functions are in it: printing it shows no credential. */
export function createSession(deps: { connection: Connection; clock: Clock; place: string }): SshSession {
  const { connection, clock, place } = deps
  const { client, ended } = connection
  const within = createWithin({ clock, ended, place })
  return {
    run: (command, options) =>
      within(`A command on ${place}`, options, (cut) => runCommand(client, command, options, cut)),
    upload: (bytes, path, options) =>
      within(`The upload to ${place}`, options, (cut) => uploadFile(client, { bytes, path, ...options }, cut)),
    ended,
    close: connection.close,
  }
}
