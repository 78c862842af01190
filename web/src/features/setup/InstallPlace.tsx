import { Path } from '../../ui/Path.tsx'
import { size } from '../../ui/size-words.ts'
import styles from './Setup.module.css'
import type { Preflight } from './setup-model.ts'
import { setupWords as words } from './setup-words.ts'

/** Where it will lie, and as whom it will run. */
export function InstallPlace({ preflight }: { preflight: Preflight }) {
  const { user, service_manager, state_dir, prefix, needs_bytes, method } = preflight
  const manager = words.managers[service_manager] ?? service_manager
  return (
    <dl className={styles.place}>
      <dt>{words.place.user}</dt>
      <dd>
        <code>{user}</code>
      </dd>
      <dt>{words.place.manager}</dt>
      <dd>{manager}</dd>
      <dt>{words.place.state}</dt>
      <dd>
        <Path value={state_dir} />
      </dd>
      {method !== 'docker' && (
        <>
          <dt>{words.place.program}</dt>
          <dd>
            <Path value={prefix} />
          </dd>
        </>
      )}
      {needs_bytes !== null && (
        <>
          <dt>{words.place.needs}</dt>
          <dd>{size(needs_bytes)}</dd>
        </>
      )}
    </dl>
  )
}
