import type { Client, Schemas } from '@moltbot-ops/sdk'
import { Argument, type Command } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { roles } from './role.ts'
import { withPassphrase } from './with-passphrase.ts'
import { columns } from './words/columns.ts'
import { printable } from './words/printable.ts'
import { ago, since } from './words/time.ts'

type Change = Omit<Parameters<Client['updateDevice']>[0]['body'], 'owner_passphrase'>

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
  const update = async (id: string, change: Change, command: Command) => {
    const { client, answer, surroundings } = await cli.open(command)
    const device = await withPassphrase({ client, surroundings }, (passphrase) =>
      client.updateDevice({ path: { id }, body: { ...change, ...passphrase } }),
    )
    answer(device, () => `${printable(device.id)} is “${printable(device.name)}”, role ${device.role}.`)
  }
  cli
    .verb({
      noun,
      usage: 'rename <id> <name>',
      summary: 'Give a device another name',
      example: 'devices rename dev_3kP9 "Anna’s phone"',
      cannot: 'The device was not renamed.',
    })
    .action((id: string, name: string, _options: object, command: Command) => update(id, { name }, command))
  cli
    .verb({
      noun,
      usage: 'role <id>',
      summary: 'Change what a device may do',
      example: 'devices role dev_3kP9 admin',
      cannot: 'The role was not changed.',
    })
    .addArgument(new Argument('<role>').choices(roles))
    .action((id: string, role: Schemas['Role'], _options: object, command: Command) => update(id, { role }, command))
  cli
    .verb({
      noun,
      usage: 'revoke <id>',
      summary: 'Revoke a device and end its sessions',
      example: 'devices revoke dev_3kP9',
      cannot: 'The device was not revoked.',
    })
    .action(async (id: string, _options: object, command: Command) => {
      const { client, note } = await cli.open(command)
      await client.deleteDevice({ path: { id } })
      note(`Revoked: ${printable(id)}. Its sessions have ended.`)
    })
}

function listText(devices: Schemas['Device'][], now: number, zone: string): string {
  if (devices.length === 0) return 'No device is paired. Pair the first one: moltbot-ops open'
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
