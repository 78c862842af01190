import type { Schemas } from '@moltbot-ops/sdk'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { parseDuration } from './duration-option.ts'
import { roles } from './role.ts'
import { withPassphrase } from './with-passphrase.ts'
import { columns } from './words/columns.ts'
import { hint } from './words/hint.ts'
import { printable } from './words/printable.ts'
import { ago, duration, until } from './words/time.ts'

interface CreateOptions {
  name: string
  role: Schemas['Role']
  scope?: Schemas['Token']['scope']
  ttl?: number
}

/** `moltbot-ops token`: credentials for scripts. They can read and propose, never approve. */
export function addToken(cli: Cli): void {
  const noun = addNoun(cli, 'token', 'Make, list and revoke tokens for scripts', 'create --name backup --role viewer')
  cli
    .verb({
      noun,
      usage: 'create',
      summary: 'Make a token for a script and print it once',
      example: 'token create --name backup --role viewer --ttl 1h',
      cannot: 'The token was not made.',
    })
    .requiredOption('--name <name>', 'what the token is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
    .addOption(new Option('--scope <scope>', 'narrow it to the metrics endpoint').choices(['all', 'metrics.read']))
    .addOption(
      new Option('--ttl <duration>', 'how long it lives, such as 15m, 1h, 30d (1h without it)').argParser(parseTtl),
    )
    .action(async ({ name, role, scope, ttl }: CreateOptions, command: Command) => {
      const { client, answer, note, surroundings } = await cli.open(command)
      const body = {
        name,
        role,
        ...(scope === undefined ? {} : { scope }),
        ...(ttl === undefined ? {} : { ttl_seconds: ttl }),
      }
      const token = await withPassphrase({ client, surroundings }, (passphrase) =>
        client.createToken({ body: { ...body, ...passphrase } }),
      )
      note(
        `Token ${token.id}, role ${token.role}, ends in ${duration(token.expires_in_seconds * 1000)}. It is shown once:`,
      )
      answer(token, () => token.access_token)
    })
  cli
    .verb({
      noun,
      usage: 'list',
      summary: 'List tokens, without their values',
      example: 'token list --json',
      cannot: 'The tokens could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const [list, { time }] = await Promise.all([client.listTokens(), client.getHealth()])
      answer(list, () => listText(list.items, Date.parse(time)))
    })
  cli
    .verb({
      noun,
      usage: 'revoke <id>',
      summary: 'Revoke a token at once',
      example: 'token revoke tok_8Zx1',
      cannot: 'The token was not revoked.',
    })
    .action(async (id: string, _options: object, command: Command) => {
      const { client, note } = await cli.open(command)
      await client.deleteToken({ path: { id } })
      note(`Revoked: ${printable(id)}. Its next request is refused.`)
    })
}

function parseTtl(text: string): number {
  const seconds = parseDuration(text)
  if (seconds < 60 || seconds > 31_536_000) throw new InvalidArgumentError('A token lives from 1 minute to 365 days.')
  return seconds
}

function listText(tokens: Schemas['Token'][], now: number): string {
  if (tokens.length === 0) return `There are no tokens. Make one: ${hint('token create --name NAME --role viewer')}`
  return columns(
    [{ head: 'ID' }, { head: 'NAME' }, { head: 'ROLE' }, { head: 'SCOPE' }, { head: 'ENDS' }, { head: 'LAST USED' }],
    tokens.map((token) => [
      printable(token.id),
      printable(token.name),
      token.role,
      token.scope,
      until(Date.parse(token.expires_at), now),
      token.last_used_at === null ? 'never' : ago(Date.parse(token.last_used_at), now),
    ]),
  )
}
