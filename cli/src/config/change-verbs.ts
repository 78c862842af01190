import { ApiError, type Client, type Schemas } from '@moltbot-ops/sdk'
import { Argument, type Command } from 'commander'
import type { Cli, Session } from '../cli.ts'
import { addConsentOptions } from '../consent/carry-out.ts'
import { Failure } from '../failure.ts'
import { changesText } from '../words/config-text.ts'
import { hint } from '../words/hint.ts'
import {
  addTrialOption,
  type ChangeOptions,
  changeConfig,
  changeTimeoutMs,
  instanceOf,
  trialOf,
} from './change-config.ts'
import { readDocument } from './read-document.ts'
import { findSetting, readValue } from './read-value.ts'
import { formatPath, NoSuchPlace, parsePath, type SettingPath, without, withValue } from './setting-path.ts'
import { withTerminal } from './with-terminal.ts'

interface SetOptions extends ChangeOptions {
  unset?: boolean
  file?: string
}

interface ApplyOptions extends ChangeOptions {
  base?: string
}

type Wish = Omit<Schemas['ConfigApplyRequest'], 'backup_before_apply'>

/** `config set` and `config apply`. */
export function addChangeVerbs(cli: Cli, noun: Command): void {
  const set = cli.verb({
    noun,
    usage: 'set',
    summary: 'Change one setting; comments in the file stay',
    example: 'config set logging.level debug --trial 60s',
    cannot: 'The setting was not changed.',
  })
  set
    .addArgument(new Argument('<path>', 'such as gateway.port or bindings[0].agentId').argParser(parsePath))
    .addArgument(new Argument('[value]', 'JSON or text; without it you are asked, unseen for a secret'))
    .option('--unset', 'take the setting away')
    .option('--file <file>', 'read the value, such as a secret, from a file; - is standard input')
  addCommon(set).action((path: SettingPath, value: string | undefined, options: SetOptions, command: Command) =>
    setOne(cli, { path, value }, options, command),
  )
  const apply = cli.verb({
    noun,
    usage: 'apply <file>',
    summary: 'Put a whole configuration in force, or the one before stays',
    example: 'config apply openclaw.json --trial 5m',
    cannot: 'The configuration was not applied.',
  })
  apply
    .option('--base <hash>', 'refuse when the configuration is no longer the one of this hash (config get --json)')
    .addHelpText(
      'after',
      '\nThe file is JSON5; - is standard input. A mask where `config get` printed one keeps the secret that is there.',
    )
  addCommon(apply).action((file: string, options: ApplyOptions, command: Command) =>
    applyFile(cli, file, options, command),
  )
}

function addCommon(command: Command): Command {
  return addConsentOptions(addTrialOption(command)).option('--instance <id>', 'which MoltBot')
}

async function setOne(
  cli: Cli,
  { path, value }: { path: SettingPath; value: string | undefined },
  options: SetOptions,
  command: Command,
): Promise<void> {
  const given = [value, options.file, options.unset].filter((one) => one !== undefined)
  if (given.length > 1) throw new Failure('usage', 'Give a value, --file or --unset, not several.')
  const open = await cli.open(command)
  const { client } = open
  const query = instanceOf(options)
  const current = await client.getConfig({ query })
  const setting = options.unset === true ? null : await findSetting(client, path, query)
  const source = { path, value, file: options.file, setting }
  const next = options.unset
    ? without(current.config, path)
    : putAt(current.config, path, await readValue(source, open.surroundings))
  if (next === null)
    throw new Failure('failed', `${formatPath(path)} is not set in the file, so nothing is to be taken away.`)
  const wish = { config: next, base_hash: current.hash, ...trialOf(options) }
  const diff = await client.diffConfig({ query, body: { config: next, base_hash: current.hash } })
  if (diff.changes.length === 0) {
    open.answer(diff, () => `${formatPath(path)} is that already. Nothing was changed.`)
    return
  }
  if (value !== undefined && diff.changes.some(({ after }) => after?.includes(current.mask))) throw seenByAll(path)
  await withTerminal(open, options.file === '-', (session) =>
    apply(session, options, { wish, diff, mask: current.mask }),
  )
}

/** @throws Failure where there is no such place */
function putAt(config: Record<string, unknown>, path: SettingPath, value: unknown): Record<string, unknown> {
  try {
    return withValue(config, path, value)
  } catch (error) {
    if (error instanceof NoSuchPlace) throw new Failure('failed', error.message, error)
    throw error
  }
}

function seenByAll(path: SettingPath): Failure {
  const name = formatPath(path)
  return new Failure(
    'refused',
    `${name} is a secret, and other users of this host can read a command line. Run \`${hint(`config set ${name}`)}\` and type it when asked, or give it with --file. This one stands in the history of your shell now: delete it there, and better use another one.`,
  )
}

async function applyFile(cli: Cli, file: string, options: ApplyOptions, command: Command): Promise<void> {
  const open = await cli.open(command)
  const { client, stateDir } = open
  const { config, text } = await readDocument(file, open.surroundings)
  const query = instanceOf(options)
  const base = options.base === undefined ? {} : { base_hash: options.base }
  // A text may hold secrets in comments, so whoever only proposes sends the settings alone.
  const isProposal = options.propose === true || stateDir === null
  const written = isProposal ? { config, ...base } : { config, text, ...base }
  const [diff, mask] = await Promise.all([client.diffConfig({ query, body: written }), readMask(client, query)])
  if (diff.hash === diff.base_hash) {
    open.answer(diff, () => 'The configuration is exactly that already. Nothing was changed.')
    return
  }
  const wish = { ...written, base_hash: diff.base_hash || undefined, ...trialOf(options) }
  await withTerminal(open, file === '-', (session) =>
    apply(session, options, { wish: dropUndefined(wish), diff, mask }),
  )
}

/** Null where the file that is there cannot be read, which applying another one mends. */
export async function readMask(client: Client, query: { instance_id?: string }): Promise<string | null> {
  try {
    return (await client.getConfig({ query })).mask
  } catch (error) {
    if (error instanceof ApiError && error.code === 'config_unreadable') return null
    throw error
  }
}

function dropUndefined({
  base_hash: base,
  ...rest
}: Omit<Wish, 'base_hash'> & { base_hash: string | undefined }): Wish {
  return base === undefined ? rest : { ...rest, base_hash: base }
}

async function apply(
  session: Session,
  options: ChangeOptions,
  { wish, diff, mask }: { wish: Wish; diff: Schemas['ConfigDiff']; mask: string | null },
): Promise<void> {
  const query = instanceOf(options)
  await changeConfig(session, options, {
    action: 'applyConfig',
    params: { ...wish, ...query },
    reason: 'Changed from the command line',
    more: changesText(diff.changes, mask, session.paint),
    call: (headers, signal) =>
      session.client.applyConfig({ query, body: wish, headers, signal, timeoutMs: changeTimeoutMs }),
  })
}
