import type { Client, Schemas } from '@moltbot-ops/sdk'
import { Argument, type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../cli.ts'
import { addConsentOptions } from '../consent/carry-out.ts'
import { parseWhole } from '../duration-option.ts'
import { Failure } from '../failure.ts'
import { historyText, shortHash } from '../words/config-text.ts'
import { hint } from '../words/hint.ts'
import {
  addTrialOption,
  type ChangeOptions,
  changeConfig,
  changeTimeoutMs,
  instanceOf,
  trialOf,
} from './change-config.ts'

type Version = Schemas['ConfigVersion']

const pageSize = 200
/** A version that is further back is named by its whole hash. */
const mostPages = 5

/** `config history`, `config revert` and `config confirm`. */
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
      const { client, answer } = await cli.open(command)
      const query = { ...instanceOf(options), limit }
      const [history, { time }] = await Promise.all([client.listConfigHistory({ query }), client.getHealth()])
      answer(history, () => {
        const more = history.next_cursor == null ? '' : '\nThere are older ones: --limit 200'
        return historyText(history.items, Date.parse(time)) + more
      })
    })
  const revert = cli.verb({
    noun,
    usage: 'revert',
    summary: 'Put an earlier version back, as config history names it',
    example: 'config revert 9f2c41d07ab3',
    cannot: 'The version was not put back.',
  })
  revert.addArgument(new Argument('<version>', 'the beginning of its hash').argParser(parseVersion))
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
      const { client, answer } = await cli.open(command)
      const id = named ?? (await client.getConfig({ query: instanceOf(options) })).trial?.id
      if (id === undefined)
        throw new Failure('failed', 'No configuration is on trial: it was kept, or went back already.')
      const trial = await client.confirmConfigTrial({ path: { id } })
      answer(trial, () => `Kept: version ${shortHash(trial.hash)} stays in force.`)
    })
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
