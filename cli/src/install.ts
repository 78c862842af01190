import type { Schemas } from '@moltbot-ops/sdk'
import { type Command, Option } from 'commander'
import { addNoun, type Cli } from './cli.ts'
import { addConsentOptions, type ConsentOptions, carryOut, proposedText } from './consent/carry-out.ts'
import { settledJob } from './consent/follow-job.ts'
import { parseWhole } from './duration-option.ts'
import { blockedText, checkLines } from './install/checks-text.ts'
import { resultText } from './install/result-text.ts'
import { addInstallSsh } from './install/ssh.ts'
import { columns } from './words/columns.ts'
import type { Paint } from './words/paint.ts'
import { printable } from './words/printable.ts'

type Preflight = Schemas['InstallPreflight']
type Request = Schemas['InstallLocalRequest']

interface InstallOptions {
  method?: Request['method']
  channel: Request['channel']
  release?: string
  port?: number
  image?: string
}

/** Planning asks the package registry, which takes its time. */
const planTimeoutMs = 180_000

/** `moltbot-ops install`: MoltBot on this host, or over SSH on another one. */
export function addInstall(cli: Cli): void {
  const noun = addNoun(cli, 'install', 'Install MoltBot on this host or another one', 'check')
  const check = cli.verb({
    noun,
    usage: 'check',
    summary: 'Say whether and how MoltBot can be installed here; changes nothing',
    example: 'install check',
    cannot: 'The host could not be checked.',
  })
  addWishes(check).action(async (wishes: InstallOptions, command: Command) => {
    const { client, answer, paint } = await cli.open(command)
    const preflight = await client.preflightInstall({ body: bodyOf(wishes), timeoutMs: planTimeoutMs })
    answer(preflight, () => preflightText(preflight, paint))
  })
  const local = cli.verb({
    noun,
    usage: 'local',
    summary: 'Show the plan, ask, install MoltBot here and check that it answers',
    example: 'install local --method npm',
    cannot: 'MoltBot was not installed.',
  })
  addConsentOptions(addWishes(local)).action((options: InstallOptions & ConsentOptions, command: Command) =>
    installHere(cli, options, command),
  )
  addInstallSsh(cli, noun)
  cli
    .verb({
      noun,
      usage: 'versions',
      summary: 'List the versions of MoltBot that the registry has',
      example: 'install versions',
      cannot: 'The versions could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer } = await cli.open(command)
      const list = await client.listVersions({ timeoutMs: planTimeoutMs })
      answer(list, () => versionsText(list))
    })
}

async function installHere(cli: Cli, options: InstallOptions & ConsentOptions, command: Command): Promise<void> {
  const session = await cli.open(command)
  const { client } = session
  const wishes = bodyOf(options)
  const { method } = wishes.method ? wishes : await client.preflightInstall({ body: wishes, timeoutMs: planTimeoutMs })
  const body = { ...wishes, method: method ?? 'npm' }
  const outcome = await carryOut(session, options, {
    action: 'installLocal',
    params: body,
    reason: 'Installed from the command line',
    planTimeoutMs,
    call: (headers) => client.installLocal({ body, headers, timeoutMs: planTimeoutMs }),
  })
  if (outcome.proposed !== null) {
    const { proposed } = outcome
    session.answer(proposed, () => proposedText(proposed, session))
    return
  }
  const job = await settledJob(session, outcome.result.job_id, outcome.job)
  session.answer(job, () => resultText(job))
}

function addWishes(command: Command): Command {
  return command
    .addOption(
      new Option('--method <method>', 'how (default: what is recommended here)').choices(['npm', 'docker', 'brew']),
    )
    .addOption(
      new Option('--channel <channel>', 'release channel').choices(['stable', 'beta', 'nightly']).default('stable'),
    )
    .option('--release <version>', 'an exact version instead of a channel')
    .option('--port <port>', 'port on 127.0.0.1', parseWhole(1024, 65_535))
    .option('--image <image>', 'for docker: a local image, or one that the project publishes')
}

function bodyOf({ method, channel, release, port, image }: InstallOptions) {
  return {
    channel,
    ...(method === undefined ? {} : { method }),
    ...(release === undefined ? {} : { version: release }),
    ...(port === undefined ? {} : { port }),
    ...(image === undefined ? {} : { image }),
  }
}

function preflightText(preflight: Preflight, paint: Paint): string {
  const { ready, version, method, methods, checks, port, user, state_dir } = preflight
  const verdict = ready
    ? `OpenClaw ${printable(version ?? '')} can be installed here with ${method}.`
    : (blockedText(checks) ?? 'It cannot be installed here.')
  const ways = methods.map(({ method: way, available, recommended, reason }) => {
    const mark = recommended ? 'recommended' : available ? 'possible' : 'not here'
    return `  ${way.padEnd(7)} ${mark.padEnd(12)} ${printable(reason)}`
  })
  const place = `  It would run as ${printable(user)} on 127.0.0.1:${port}, with its state in ${printable(state_dir)}.`
  return [verdict, ...checkLines(checks, paint), '', 'Ways to install:', ...ways, '', place].join('\n')
}

function versionsText({ items, installed, channels }: Schemas['VersionList']): string {
  const named = channels.map(({ channel, version, fallback }) => {
    const why = fallback === null ? '' : `  ${printable(fallback)}`
    return `  ${channel.padEnd(8)} ${printable(version ?? 'none')}${why}`
  })
  const table = columns(
    [{ head: 'VERSION' }, { head: 'PUBLISHED' }, { head: 'NODE' }, { head: '' }],
    items
      .slice(0, 20)
      .map((one) => [
        printable(one.version),
        one.published_at?.slice(0, 10) ?? '',
        printable(one.node ?? ''),
        one.installed ? 'installed' : '',
      ]),
  )
  return [
    installed === null ? 'MoltBot is not installed.' : `Installed: ${printable(installed)}`,
    ...named,
    '',
    table,
  ].join('\n')
}
