import type { Client, Schemas } from '@moltbot-ops/sdk'
import { type Command, Option } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { Failure } from './failure.ts'
import { roles } from './role.ts'
import { withPassphrase } from './with-passphrase.ts'
import { columns } from './words/columns.ts'
import { hint } from './words/hint.ts'
import { printable } from './words/printable.ts'
import { ago, until } from './words/time.ts'

type Pairing = Schemas['PendingPairing']

/** `moltbot-ops pair`: decide at the host which browsers and clients become known. */
export function addPair(cli: Cli): void {
  const noun = addNoun(cli, 'pair', 'Approve or deny browsers that want to pair', 'list')
  cli
    .verb({
      noun,
      usage: 'list',
      summary: 'List pairings that wait for a decision',
      example: 'pair list',
      cannot: 'The waiting pairings could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const [list, { time }] = await Promise.all([client.listPendingPairings(), client.getHealth()])
      answer(list, () => listText(list.items, Date.parse(time)))
    })
  cli
    .verb({
      noun,
      usage: 'approve <code>',
      summary: 'Approve the pairing that shows this code',
      example: 'pair approve K7QX-M2HD --role admin',
      cannot: 'The pairing was not approved.',
    })
    .addOption(
      new Option('--role <role>', 'role of the new device (the first device is owner, later ones viewer)').choices(
        roles,
      ),
    )
    .action(async (code: string, { role }: { role?: Schemas['Role'] }, command: Command) => {
      const { client, answer, surroundings } = await cli.open(command)
      const { id } = await findPairing(client, code)
      const approved = await withPassphrase({ client, surroundings }, (passphrase) =>
        client.approvePairing({ path: { id }, body: { ...(role === undefined ? {} : { role }), ...passphrase } }),
      )
      answer(approved, () => `Approved: ${describe(approved)} becomes ${approved.role ?? 'a device'}.`)
    })
  cli
    .verb({
      noun,
      usage: 'deny <code>',
      summary: 'Deny the pairing that shows this code',
      example: 'pair deny K7QX-M2HD',
      cannot: 'The pairing was not denied.',
    })
    .action(async (code: string, _options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const { id } = await findPairing(client, code)
      const denied = await client.denyPairing({ path: { id }, body: {} })
      answer(denied, () => `Denied: ${describe(denied)} gets nothing.`)
    })
}

/** People type codes with and without the hyphen. */
const bare = (code: string) => code.replace(/[\s-]/g, '').toUpperCase()

async function findPairing(client: Client, code: string): Promise<Pairing> {
  const { items } = await client.listPendingPairings()
  const found = items.filter(({ pairing_code, status }) => status === 'pending' && bare(pairing_code) === bare(code))
  const [pairing] = found
  if (pairing === undefined) {
    throw new Failure('failed', `No pairing waits under ${printable(code)}. See what waits: ${hint('pair list')}`)
  }
  return pairing
}

function describe({ device_name, client, key_fingerprint }: Pairing): string {
  const name = device_name === null ? 'a client without a name' : printable(device_name)
  return `${name} at ${printable(client)}${key_fingerprint === null ? ' (no key: it can never approve anything)' : ''}`
}

function listText(pairings: Pairing[], now: number): string {
  if (pairings.length === 0) return `Nothing waits. Open the console in a browser, or run \`${hint('open')}\`.`
  return columns(
    [
      { head: 'CODE' },
      { head: 'DEVICE' },
      { head: 'FROM' },
      { head: 'STARTED' },
      { head: 'ENDS' },
      { head: 'STATUS' },
      { head: 'KEY' },
    ],
    pairings.map((pairing) => [
      printable(pairing.pairing_code),
      printable(pairing.device_name ?? 'no name'),
      printable(pairing.client),
      ago(Date.parse(pairing.started_at), now),
      until(Date.parse(pairing.expires_at), now),
      pairing.status,
      printable(pairing.key_fingerprint ?? 'none'),
    ]),
  )
}
