import type { Schemas } from '@moltbot-ops/sdk'
import { Argument, type Command } from 'commander'
import type { Cli, Session } from '../cli.ts'
import { Failure } from '../failure.ts'
import { issuesText, settingsText, settingText, trialText } from '../words/config-text.ts'
import { hint } from '../words/hint.ts'
import { printable, printableLines } from '../words/printable.ts'
import { instanceOf } from './change-config.ts'
import { findSetting } from './read-value.ts'
import { formatPath, parsePath, type SettingPath, valueAt } from './setting-path.ts'

/** `config get` and `config schema`. */
export function addReadVerbs(cli: Cli, noun: Command): void {
  cli
    .verb({
      noun,
      usage: 'get',
      summary: 'Print the configuration with its secrets masked, or one setting',
      example: 'config get gateway.port',
      cannot: 'The configuration was not printed.',
    })
    .addArgument(new Argument('[path]', 'such as gateway.port; the whole file without it').argParser(parsePath))
    .option('--instance <id>', 'which MoltBot')
    .action(async (path: SettingPath | undefined, options: { instance?: string }, command: Command) => {
      const session = await cli.open(command)
      const query = instanceOf(options)
      const config = await session.client.getConfig({ query })
      if (path === undefined) await tellWhole(session, config)
      else await tellOne(session, { config, path, query })
    })
  cli
    .verb({
      noun,
      usage: 'schema [words...]',
      summary: 'Find settings by words or by path; the essential ones without',
      example: 'config schema telegram token',
      cannot: 'The settings could not be read.',
    })
    .option('--instance <id>', 'which MoltBot')
    .action(async (words: string[], options: { instance?: string }, command: Command) => {
      const { client, answer, width } = await cli.open(command)
      const query = instanceOf(options)
      const search = words.join(' ').trim()
      if (search.length > 100) throw new Failure('usage', 'Search with 100 characters at most.')
      const found = await client.getConfigSchema({ query: search === '' ? query : { ...query, search } })
      answer(found, () => foundText(found, search, width))
    })
}

async function tellWhole({ client, answer, note, paint }: Session, config: Schemas['Config']): Promise<void> {
  answer(config, () => printableLines(config.text.trimEnd()))
  const { time } = await client.getHealth()
  const secrets = config.secrets.length
  if (config.trial !== null) note(trialText(config.trial, Date.parse(time)))
  if (config.pending_invalid_edit) {
    note(paint('The file was edited so that MoltBot will not start with it. It still runs with the one before.', 'bad'))
  }
  if (config.issues.length > 0) note(issuesText(config.issues, paint))
  if (secrets > 0) note(`${secrets === 1 ? '1 secret is' : `${secrets} secrets are`} masked. ${printable(config.path)}`)
}

async function tellOne(
  { client, answer }: Session,
  { config, path, query }: { config: Schemas['Config']; path: SettingPath; query: { instance_id?: string } },
): Promise<void> {
  const value = valueAt(config.config, path)
  const name = formatPath(path)
  if (value !== undefined) return answer({ path: name, value, hash: config.hash }, () => valueText(value, config.mask))
  const setting = await findSetting(client, path, query)
  const standard = setting?.default == null ? '' : ` Its default is ${printable(setting.default)}.`
  const advice = setting === null ? ` Look for it: ${hint(`config schema ${String(path.at(-1))}`)}` : ''
  throw new Failure('failed', `${printable(name)} is not set in the file.${standard}${advice}`)
}

function valueText(value: unknown, mask: string): string {
  if (value === mask) return '(a secret)'
  return typeof value === 'string' ? printable(value) : printableLines(JSON.stringify(value, null, 2))
}

function foundText({ settings, total }: Schemas['ConfigSchema'], search: string, width: number): string {
  if (settings.length === 0) return `No setting of ${total} has these words. Try fewer, or part of a word.`
  const exact = settings.find(({ path }) => path === search)
  if (exact === undefined && settings.length > 1) return settingsText(settings, total, width)
  const one = exact ?? settings[0]
  return one === undefined ? '' : settingText(one)
}
