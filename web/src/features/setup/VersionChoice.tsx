import type { Schemas } from '@moltbot-ops/sdk'
import { useId } from 'react'
import field from '../../ui/Field.module.css'
import { ChoiceList } from './ChoiceList.tsx'
import styles from './Setup.module.css'
import type { Channel, Preflight, ReleaseChannel, Wishes } from './setup-model.ts'
import { setupWords as words } from './setup-words.ts'

export type Versions = Schemas['VersionList']

const channels: Channel[] = ['stable', 'beta', 'nightly']

interface VersionChoiceProps {
  preflight: Preflight
  /** What the registry has; undefined until it told it. */
  versions: Versions | undefined
  wishes: Wishes
  onWish(wishes: Wishes): void
}

/** A channel with the version that it is now, or one exact version. */
export function VersionChoice({ preflight, versions, wishes, onWish }: VersionChoiceProps) {
  const selectId = useId()
  const known = versions?.channels ?? [preflight.channel]
  const { version: _exact, ...byChannel } = wishes
  return (
    <>
      <ChoiceList
        name={words.sections.version}
        chosen={wishes.version === undefined ? wishes.channel : null}
        onChoose={(channel) => onWish({ ...byChannel, channel })}
        options={channels.map((channel) => ({
          value: channel,
          name: words.channels[channel],
          why: `${versionOf(known.find((release) => release.channel === channel))} ${words.channelWhy[channel]}`.trim(),
          ...(channel === 'stable' && { tag: words.recommended }),
        }))}
      />
      {versions !== undefined && versions.items.length > 0 && (
        <div className={styles.exact}>
          <div className={field.field}>
            <label htmlFor={selectId}>{words.exact.label}</label>
            <select
              id={selectId}
              className={field.input}
              value={wishes.version ?? ''}
              onChange={({ target: { value } }) => onWish(value === '' ? byChannel : { ...byChannel, version: value })}
            >
              <option value="">{words.exact.none}</option>
              {versions.items.map((item) => (
                <option key={item.version} value={item.version}>
                  {optionOf(item)}
                </option>
              ))}
            </select>
            <p className={field.help}>{words.exact.why}</p>
          </div>
        </div>
      )}
    </>
  )
}

function versionOf(release: ReleaseChannel | undefined): string {
  if (release === undefined) return words.versionUnknown
  const { version, fallback, tag } = release
  if (version === null) return tag === null ? words.versionUnknown : words.noVersion
  return fallback === null ? `${words.is(version)}.` : `${words.is(version)}. ${fallback}`
}

function optionOf({
  version,
  channels: names,
  published_at,
  deprecated,
  installed,
}: Versions['items'][number]): string {
  return [
    version,
    ...names.map((name) => words.channels[name].toLowerCase()),
    published_at?.slice(0, 10) ?? '',
    installed ? words.exact.installed : '',
    deprecated === null ? '' : words.exact.deprecated,
  ]
    .filter(Boolean)
    .join(', ')
}
