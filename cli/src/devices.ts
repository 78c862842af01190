import type { Schemas } from '@moltbot-ops/sdk'
import { Argument, type Command } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { addConsentOptions, type ConsentOptions, carryOut, proposedText } from './consent/carry-out.ts'
import { roles } from './role.ts'
import { columns } from './words/columns.ts'
import { hint } from './words/hint.ts'
import { printable } from './words/printable.ts'
import { ago, since } from './words/time.ts'

/** `moltbot-ops devices`: who is paired, and with which role. */
export function addDevices(cli: Cli): void {
  const noun = addNoun(cli, 'devices', 'List, rename and revoke paired devices, or change their role', 'list')
  cli
    .verb({
      noun,
      usage: 'list',
      summary: 'List paired devices',
      example: 'devices list',
      cannot: 'The devices could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer, surroundings } = await cli.open(command)
      const [list, { time }] = await Promise.all([client.listDevices(), client.getHealth()])
      answer(list, () => listText(list.items, Date.parse(time), surroundings.timeZone))
    })
  cli
    .verb({
      noun,
      usage: 'rename <id> <name>',
      summary: 'Give a device another name',
      example: 'devices rename dev_3kP9 "Anna’s phone"',
      cannot: 'The device was not renamed.',
    })
    .action(async (id: string, name: string, _options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const device = await client.updateDevice({ path: { id }, body: { name } })
      answer(device, () => deviceText(device))
    })
  const role = cli
    .verb({
      noun,
      usage: 'role <id>',
      summary: 'Change what a device may do',
      example: 'devices role dev_3kP9 admin',
      cannot: 'The role was not changed.',
    })
    .addArgument(new Argument('<role>').choices(roles))
  addConsentOptions(role).action(
    async (id: string, role: Schemas['Role'], options: ConsentOptions, command: Command) => {
      const session = await cli.open(command)
      const outcome = await carryOut(session, options, {
        action: 'updateDevice',
        params: { id, role },
        reason: 'Changed from the command line',
        call: (headers) => session.client.updateDevice({ path: { id }, body: { role }, headers }),
      })
      const { proposed } = outcome
      if (proposed !== null) session.answer(proposed, () => proposedText(proposed, session))
      else session.answer(outcome.result, () => deviceText(outcome.result))
    },
  )
  const revoke = cli.verb({
    noun,
    usage: 'revoke <id>',
    summary: 'Revoke a device and end its sessions',
    example: 'devices revoke dev_3kP9',
    cannot: 'The device was not revoked.',
  })
  addConsentOptions(revoke).action(async (id: string, options: ConsentOptions, command: Command) => {
    const session = await cli.open(command)
    const { proposed } = await carryOut(session, options, {
      action: 'deleteDevice',
      params: { id },
      reason: 'Revoked from the command line',
      call: (headers) => session.client.deleteDevice({ path: { id }, headers }),
    })
    if (proposed !== null) session.answer(proposed, () => proposedText(proposed, session))
    else session.note(`Revoked: ${printable(id)}. Its sessions have ended.`)
  })
}

const deviceText = ({ id, name, role }: Schemas['Device']) => `${printable(id)} is “${printable(name)}”, role ${role}.`

function listText(devices: Schemas['Device'][], now: number, zone: string): string {
  if (devices.length === 0) return `No device is paired. Pair the first one: ${hint('open')}`
  return columns(
    [{ head: 'ID' }, { head: 'NAME' }, { head: 'ROLE' }, { head: 'PAIRED' }, { head: 'LAST SEEN' }, { head: 'KEY' }],
    devices.map((device) => [
      printable(device.id),
      printable(device.name),
      device.role,
      `${since(Date.parse(device.paired_at), now, zone)} by ${printable(device.paired_by)}`,
      device.last_seen_at === null ? 'never' : ago(Date.parse(device.last_seen_at), now),
      printable(device.key_fingerprint ?? 'none, cannot approve'),
    ]),
  )
}
