import type { Schemas } from '@moltbot-ops/sdk'
import { columns } from './columns.ts'
import { hint } from './hint.ts'
import type { Paint } from './paint.ts'
import { printable } from './printable.ts'
import { ago, until } from './time.ts'

type Change = Schemas['ConfigChange']
type Setting = Schemas['ConfigSetting']

const longest = 200
const mostChanges = 60
const effects: Record<Schemas['ConfigDiff']['effect'], string> = {
  none: '',
  hot: 'while it runs',
  restart: 'needs a restart',
}

/** `logging.level: "info" → "debug"`, one change a line, with what it costs below. */
export function changesText(changes: readonly Change[], mask: string | null, paint: Paint): string {
  if (changes.length === 0) return 'No setting changes.'
  const shown = changes.slice(0, mostChanges).flatMap((change) => {
    const effect = effects[change.effect] === '' ? '' : `  (${effects[change.effect]})`
    const why = change.why === null ? [] : [`      ${paint(printable(change.why), toneOf(change))}`]
    return [`  ${markOf(change)} ${printable(change.path) || 'everything'}: ${fromTo(change, mask)}${effect}`, ...why]
  })
  const more = changes.length - mostChanges
  return ['Settings:', ...shown, ...(more > 0 ? [`  … and ${more} more`] : [])].join('\n')
}

const markOf = ({ kind }: Change) => ({ added: '+', removed: '-', changed: '~' })[kind]
const toneOf = ({ risk }: Change) => (risk === 'high' ? 'bad' : risk === 'medium' ? 'warn' : 'plain')

function fromTo({ kind, before, after }: Change, mask: string | null): string {
  const value = (text: string | null) => {
    const shown = mask === null ? text : text?.replaceAll(`"${mask}"`, '(a secret)')
    const line = printable(shown ?? 'not set')
    return line.length > longest ? `${line.slice(0, longest)}…` : line
  }
  if (kind === 'added') return value(after)
  if (kind === 'removed') return `${value(before)}, removed`
  const [old, next] = [value(before), value(after)]
  return old === next ? `${next}, another one than before` : `${old} → ${next}`
}

/** Errors first, each where it stands. */
export function issuesText(issues: readonly Schemas['ConfigError'][], paint: Paint): string {
  return issues
    .toSorted((one, other) => Number(one.severity === 'warning') - Number(other.severity === 'warning'))
    .map(({ path, message, severity, line }) => {
      const mark = severity === 'error' ? paint('✗', 'bad') : paint('!', 'warn')
      const named = path === '' || message.includes(path) ? [] : [printable(path)]
      const place = [...named, ...(line == null ? [] : [`line ${line}`])].join(', ')
      return `  ${mark} ${place === '' ? '' : `${place}: `}${printable(message)}`
    })
    .join('\n')
}

/** As many characters as tell versions apart for a person. */
export const shortHash = (hash: string) => hash.replace('sha256:', '').slice(0, 12)

const authors: Record<Schemas['ConfigVersion']['author'], string> = {
  moltbot_ops: 'MoltBot Ops',
  moltbot: 'MoltBot',
  person: 'by hand',
  unknown: 'unknown',
}

/** MoltBot refuses a file that is not valid, so that one stands in the file and is not in use. */
function stateOf({ current, restorable, valid }: Schemas['ConfigVersion']): string {
  const place = current ? (valid === false ? 'in the file' : 'in use') : restorable ? '' : 'no copy'
  return [place, valid === false ? 'not valid' : ''].filter(Boolean).join(', ')
}

export function historyText(versions: readonly Schemas['ConfigVersion'][], now: number, width: number): string {
  if (versions.length === 0) return 'No version is known yet.'
  const whatOf = ({ changed_paths: paths, cause }: Schemas['ConfigVersion']) => {
    const named = paths.slice(0, 3).join(', ')
    return printable(paths.length === 0 ? cause : `${named}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`)
  }
  // A version that went back by itself has the same settings and reason as the one that it undoes.
  const whyOf = ({ changed_paths: paths, cause, reason }: Schemas['ConfigVersion']) => {
    const given = reason === null ? [] : [`“${reason}”`]
    return printable([...(paths.length === 0 ? [] : [cause]), ...given].join(' '))
  }
  return columns(
    [
      { head: 'VERSION' },
      { head: 'WHEN' },
      { head: 'AUTHOR', folds: true },
      { head: 'STATE', folds: true },
      { head: 'WHAT', folds: true },
      { head: 'WHY', folds: true },
    ],
    versions.map((version) => [
      shortHash(version.hash),
      ago(Date.parse(version.at), now),
      version.author === 'moltbot_ops' && version.by !== null
        ? `${authors.moltbot_ops} (${printable(version.by.name)})`
        : authors[version.author],
      stateOf(version),
      whatOf(version),
      whyOf(version),
    ]),
    width,
  )
}

export function settingsText(settings: readonly Setting[], total: number, width: number): string {
  const table = columns(
    [{ head: 'SETTING' }, { head: 'TAKES', folds: true }, { head: 'DEFAULT' }, { head: 'WHAT', folds: true }],
    settings
      .slice(0, 40)
      .map((setting) => [
        printable(setting.path),
        cut(printable(setting.enum?.join(' | ') ?? setting.type), 40),
        cut(printable(setting.default ?? ''), 20),
        cut(printable(setting.title ?? ''), 60),
      ]),
    width,
  )
  const more = settings.length > 40 ? [`… and ${settings.length - 40} more. Say more words to find fewer.`] : []
  return [table, ...more, '', `${settings.length} of ${total} settings.`].join('\n')
}

/** One setting in full. */
export function settingText(setting: Setting): string {
  const { path, type, title, help, default: standard, effect, sensitive, enum: choices } = setting
  const lines = [
    `  Takes    ${printable(choices?.join(' | ') ?? type)}${sensitive && type !== 'secret' ? ', kept secret' : ''}`,
    `  Default  ${standard === null ? 'none' : printable(standard)}`,
    `  Change   ${effects[effect] || 'read when it is needed'}`,
  ]
  const about = [title, help].filter((text) => text !== null).map((text) => `  ${printable(text)}`)
  return [printable(path), ...lines, ...about].join('\n')
}

function cut(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

/** When the configuration that is on trial goes back, and what keeps it. */
export function trialText(
  { id, ends_at: endsAt }: Pick<Schemas['ConfigTrial'], 'id' | 'ends_at'>,
  now: number,
): string {
  const left = until(Date.parse(endsAt), now)
  const when = left === 'ended' ? 'at once' : left
  return `On trial: it goes back by itself ${when}, unless you run: ${hint(`config confirm ${printable(id)}`)}`
}
