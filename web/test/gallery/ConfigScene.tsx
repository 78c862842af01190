import { AgentUnreachable, ApiError } from '@moltbot-ops/sdk'
import { type ReactNode, useState } from 'react'
import styles from '../../src/features/config/Config.module.css'
import { Unread } from '../../src/features/config/ConfigPage.tsx'
import { ConfigView, type ConfigViewProps } from '../../src/features/config/ConfigView.tsx'
import type { Config, ConfigError } from '../../src/features/config/config-queries.ts'
import { judgeConfig } from '../../src/features/config/config-verdict.ts'
import { isObject } from '../../src/features/config/document/config-path.ts'
import { useDraft } from '../../src/features/config/draft/use-draft.ts'
import { ChangeBar } from '../../src/features/config/review/ChangeBar.tsx'
import { StaleNotice } from '../../src/features/config/StaleNotice.tsx'
import { indexSettings, type Setting } from '../../src/features/config/settings/setting-index.ts'
import { configOf, findingOf, settingOf, settings } from '../../src/features/config/test/config-fixtures.ts'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import { now } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const nothing = () => {}
const longName = 'a-name-without-any-place-to-break-'.repeat(3)

interface Scene {
  config?: Partial<Config>
  /** How it is stored, as text. */
  draft?: { edits?: unknown[]; text?: string; baseHash?: string }
  findings?: ConfigError[]
  settings?: Setting[] | null
  readOnly?: boolean
  age?: number
  valid?: boolean | null | 'asking'
  begin?: ConfigViewProps['begin']
}

const many = Array.from({ length: 900 }, (_, index) =>
  settingOf(`plugins.entries.${index % 7 === 0 ? longName : 'one'}.setting${index}`, {
    title: index % 3 === 0 ? null : `Setting number ${index} of a plugin with a long name`,
    help: index % 2 === 0 ? 'What it does takes a whole line to say, and then some more. '.repeat(3) : null,
    type: ['string', 'boolean', 'integer', 'list of string', 'any'][index % 5] ?? 'string',
    group: 'Plugins',
    advanced: false,
  }),
)
const wrongPort = { edits: [{ path: ['gateway', 'port'], value: 99_999 }] }

export const configScenes: Record<string, Scene | { error: unknown }> = {
  loaded: {},
  search: { begin: { search: 'token' } },
  nothing: { begin: { search: 'no such thing' } },
  invalid: { draft: wrongPort, findings: [findingOf('gateway.port', { message: 'Expected at most 65535.' })] },
  changed: {
    draft: {
      edits: [
        { path: ['gateway', 'bind'], value: 'lan' },
        { path: ['env', 'vars'], value: { LANG: 'C.UTF-8', PROXY: 'http://127.0.0.1:3128' } },
        { path: ['channels', 'telegram', 'enabled'] },
        { path: ['hooks', 'filter'], value: { kinds: ['mail'] } },
      ],
    },
    begin: { shelf: { kind: 'changed' } },
  },
  stale: { draft: { ...wrongPort, baseHash: 'sha256:older' } },
  bomb: {
    config: { valid: false, pending_invalid_edit: true },
    findings: [
      findingOf('gateway.legacyPort', { code: 'unknown_key', message: 'This version does not know it.', line: 4 }),
    ],
  },
  old: { age: 40_000 },
  asking: { valid: 'asking' },
  text: { begin: { mode: 'text' }, findings: [findingOf('gateway.port', { severity: 'warning', line: 5 })] },
  'text-broken': { begin: { mode: 'text' }, draft: { text: '{\n  gateway: {\n    port: ,\n  },\n}\n' } },
  'no-schema': { settings: null },
  viewer: { readOnly: true },
  overfull: {
    config: { path: `/srv/${longName.repeat(2)}/openclaw.json` },
    settings: [...settings, ...many],
    begin: { shelf: { kind: 'section', section: 'plugins' } },
    findings: Array.from({ length: 90 }, (_, index) => findingOf(`plugins.entries.${longName}.setting${index}`)),
  },
  loading: { error: null },
  gone: { error: new AgentUnreachable('no_connection', 'http://127.0.0.1:7180') },
  empty: { error: new ApiError({ status: 409, code: 'not_installed', message: 'There is no MoltBot here yet.' }) },
  unreadable: {
    error: new ApiError({
      status: 409,
      code: 'config_unreadable',
      message: "invalid character '}' (line 4, column 3)",
    }),
  },
}

export function ConfigScene({ state }: { state: string }) {
  const scene = configScenes[state]
  if (scene === undefined) throw new Error(`There is no scene ${state}.`)
  return (
    <GalleryShell page="overview" link={{ kind: 'live', lastDataAt: now }}>
      <div className={styles.page}>
        {'error' in scene ? (
          <Unread error={scene.error} busy={false} onAgain={nothing} setupLink={link} historyLink={link} />
        ) : (
          <Read scene={scene} />
        )}
      </div>
    </GalleryShell>
  )
}

const link = (label: string): ReactNode => <a href="#there">{label}</a>

function Read({ scene }: { scene: Scene }) {
  const config = configOf(scene.config)
  const { text, hash, mask } = config
  const [base] = useState({ document: isObject(config.config) ? config.config : {}, text, hash, mask })
  const stored = JSON.stringify({ baseHash: hash, edits: [], ...scene.draft })
  const [storage] = useState({
    getItem: () => (scene.draft === undefined ? null : stored),
    setItem: nothing,
    removeItem: nothing,
  })
  const held = useDraft(base, null, storage)
  const findings = scene.findings ?? []
  const refused = findings.filter(({ severity }) => severity === 'error').length
  const receivedAt = now - (scene.age ?? 4000)
  const status = judgeConfig({
    ...{ config: { value: config, receivedAt }, error: null, now, refused },
    valid: scene.valid ?? config.valid,
    waiting: held.changed.length,
    textBroken: held.broken !== null,
  })
  return (
    <>
      <StatusSentence {...status} />
      <ConfigView
        {...{ config, receivedAt, now, base, held, findings }}
        index={scene.settings === null ? null : indexSettings(scene.settings ?? settings)}
        schemaFailed={scene.settings === null ? 'The schema of this MoltBot is not known.' : null}
        onSchemaAgain={nothing}
        complete
        diff={null}
        readOnly={scene.readOnly ?? false}
        historyLink={link}
        range={(path) => (path === 'gateway.port' ? <span>1 to 65535</span> : null)}
        notice={held.stale && <StaleNotice isText={false} onKeep={nothing} onDrop={nothing} />}
        bar={(show) =>
          (held.changed.length > 0 || held.broken !== null) && (
            <ChangeBar
              count={held.changed.length}
              note={refused > 0 ? 'One thing in it would be refused.' : ''}
              bad={refused > 0}
              notYet={refused > 0 ? 'Something in it would be refused.' : undefined}
              onShow={refused > 0 ? show : null}
              onDrop={nothing}
              onReview={nothing}
            />
          )
        }
        {...(scene.begin === undefined ? {} : { begin: scene.begin })}
      />
    </>
  )
}
