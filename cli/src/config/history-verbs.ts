import type { Client, Schemas } from '@moltbot-ops/sdk'
import { Argument, type Command, InvalidArgumentError } from 'commander'
import type { Cli, Session } from '../cli.ts'
import { addConsentOptions } from '../consent/carry-out.ts'
import { parseWhole } from '../duration-option.ts'
import { Failure } from '../failure.ts'
import { withPassphrase } from '../with-passphrase.ts'
import { changesText, historyText, shortHash } from '../words/config-text.ts'
import { hint } from '../words/hint.ts'
import { printable } from '../words/printable.ts'
import {
  addTrialOption,
  type ChangeOptions,
  changeConfig,
  changeTimeoutMs,
  instanceOf,
  trialOf,
} from './change-config.ts'
import { readMask } from './change-verbs.ts'
import { diffText } from './check-verbs.ts'

type Version = Schemas['ConfigVersion']

const pageSize = 200
/** A version that is further back is named by its whole hash. */
const mostPages = 5

/** `config history`, `config show`, `config revert` and `config confirm`. */
export function addHistoryVerbs(cli: Cli, noun: Command): void {
  cli
    .verb({
      noun,
      usage: 'history',
      summary: 'List every version of the configuration, newest first, with author and cause',
      example: 'config history --limit 5',
      cannot: 'The history could not be read.',
    })
    .option('--limit <count>', 'how many', parseWhole(1, pageSize), 20)
    .option('--instance <id>', 'which MoltBot')
    .action(async ({ limit, ...options }: { limit: number; instance?: string }, command: Command) => {
      const { client, answer, width } = await cli.open(command)
      const query = { ...instanceOf(options), limit }
      const [history, { time }] = await Promise.all([client.listConfigHistory({ query }), client.getHealth()])
      answer(history, () => {
        const more = history.next_cursor == null ? '' : '\nThere are older ones: --limit 200'
        return historyText(history.items, Date.parse(time), width) + more
      })
    })
  const show = cli.verb({
    noun,
    usage: 'show',
    summary: 'Show what is different in an earlier version: what putting it back would change',
    example: 'config show 9f2c41d07ab3',
    cannot: 'The version could not be shown.',
  })
  show
    .addArgument(versionArgument())
    .option('--instance <id>', 'which MoltBot')
    .action(async (start: string, options: { instance?: string }, command: Command) => {
      const { client, answer, paint } = await cli.open(command)
      const query = instanceOf(options)
      const { version } = await findVersion(client, start, query)
      const [diff, mask] = await Promise.all([
        client.diffConfigVersions({ query: { ...query, to: version.hash } }),
        readMask(client, query),
      ])
      answer(diff, () => diffText(diff, mask, paint))
    })
  const revert = cli.verb({
    noun,
    usage: 'revert',
    summary: 'Put an earlier version back, as config history names it',
    example: 'config revert 9f2c41d07ab3',
    cannot: 'The version was not put back.',
  })
  revert.addArgument(versionArgument())
  addConsentOptions(addTrialOption(revert))
    .option('--instance <id>', 'which MoltBot')
    .action(async (start: string, options: ChangeOptions, command: Command) => {
      const session = await cli.open(command)
      const { client } = session
      const query = instanceOf(options)
      const { version, current } = await findVersion(client, start, query)
      if (version.hash === current?.hash) {
        session.answer(version, () => 'This version is in use already. Nothing was changed.')
        return
      }
      const base = current === undefined ? {} : { base_hash: current.hash }
      const body = { hash: version.hash, ...base, ...trialOf(options) }
      await changeConfig(session, options, {
        action: 'revertConfig',
        params: { ...body, ...query },
        more: await settingsOf(session, version.hash, query),
        reason: `Back to version ${shortHash(version.hash)} from the command line`,
        call: (headers, signal) => client.revertConfig({ query, body, headers, signal, timeoutMs: changeTimeoutMs }),
      })
    })
  cli
    .verb({
      noun,
      usage: 'confirm [trial]',
      summary: 'Keep the configuration that is on trial',
      example: 'config confirm',
      cannot: 'The configuration was not confirmed.',
    })
    .option('--instance <id>', 'which MoltBot')
    .action(async (named: string | undefined, options: { instance?: string }, command: Command) => {
      const { client, answer, surroundings } = await cli.open(command)
      const id = named ?? (await onlyTrial(client, options.instance))
      const trial = await withPassphrase({ client, surroundings }, (passphrase) =>
        client.confirmConfigTrial({
          path: { id },
          ...(passphrase.owner_passphrase === undefined ? {} : { body: passphrase }),
        }),
      )
      answer(trial, () => `Kept: version ${shortHash(trial.hash)} stays in force.`)
    })
}

const versionArgument = () => new Argument('<version>', 'the beginning of its hash').argParser(parseVersion)

/** What putting a version back changes, value by value; the plan itself names the settings only. */
async function settingsOf({ client, paint }: Session, to: string, query: { instance_id?: string }): Promise<string> {
  const [{ changes }, mask] = await Promise.all([
    client.diffConfigVersions({ query: { ...query, to } }),
    readMask(client, query),
  ])
  return changesText(changes, mask, paint)
}

/** @throws Failure where none is open, or several are */
async function onlyTrial(client: Client, instance: string | undefined): Promise<string> {
  const { items } = await client.listConfigTrials()
  const open = items.filter(({ instance_id: id }) => instance === undefined || id === instance)
  const [first, second] = open
  if (first === undefined) {
    throw new Failure('failed', 'No configuration is on trial: it was kept, or went back already.')
  }
  if (second === undefined) return first.id
  const ids = open.map(({ id, instance_id: of }) => `${printable(id)} (${printable(of ?? 'unknown')})`)
  throw new Failure('failed', `Several are on trial. Name one: ${ids.join(', ')}`)
}

function parseVersion(text: string): string {
  const [, start] = /^(?:sha256:)?([0-9a-f]{4,64})$/.exec(text.toLowerCase()) ?? []
  if (start === undefined) throw new InvalidArgumentError('Give the beginning of a hash, as config history prints it.')
  return start
}

/** @throws Failure where none or several versions begin so, or no copy is kept */
async function findVersion(
  client: Client,
  start: string,
  query: { instance_id?: string },
): Promise<{ version: Version; current: Version | undefined }> {
  const versions = await readHistory(client, query)
  const found = new Map(versions.filter(({ hash }) => hash.startsWith(`sha256:${start}`)).map((one) => [one.hash, one]))
  const [version, other] = found.values()
  if (version === undefined)
    throw new Failure('failed', `No version begins with ${start}. See: ${hint('config history')}`)
  if (other !== undefined)
    throw new Failure('failed', `${found.size} versions begin with ${start}. Give more of the hash.`)
  if (!version.restorable) throw new Failure('failed', 'No copy of this version is kept, so it cannot be put back.')
  return { version, current: versions.find(({ current }) => current) }
}

async function readHistory(client: Client, query: { instance_id?: string }): Promise<Version[]> {
  const versions: Version[] = []
  let cursor: string | null | undefined
  for (let page = 0; page < mostPages; page++) {
    const { items, next_cursor: next } = await client.listConfigHistory({
      query: { ...query, limit: pageSize, ...(cursor == null ? {} : { cursor }) },
    })
    versions.push(...items)
    if (next == null) break
    cursor = next
  }
  return versions
}
