import type { ReactNode } from 'react'
import type { Received } from '../../session/queries.ts'
import { Age } from '../../ui/Age.tsx'
import { EmptyBox } from '../../ui/Box.tsx'
import { Button } from '../../ui/Button.tsx'
import page from '../../ui/Page.module.css'
import { Section } from '../../ui/Section.tsx'
import { CheckList, FineChecks } from './CheckList.tsx'
import { InstallChoices } from './InstallChoices.tsx'
import { InstallPlace } from './InstallPlace.tsx'
import styles from './Setup.module.css'
import { type Check, type Preflight, promisedVersion, sortChecks, type Wishes } from './setup-model.ts'
import { setupWords as words } from './setup-words.ts'
import type { Versions } from './VersionChoice.tsx'

interface SetupViewProps {
  checked: Received<Preflight>
  versions: Versions | undefined
  wishes: Wishes
  now: number
  /** Another look is under way; what stands here is of the one before. */
  checking: boolean
  /** Another job runs, and only one changes something at a time. */
  busy: boolean
  mayInstall: boolean
  onWish(wishes: Wishes): void
  onAgain(): void
  onInstall(preflight: Preflight): void
}

/** What was found, what can be chosen, and the one decision. */
export function SetupView(props: SetupViewProps) {
  const { checked, versions, wishes, now, checking, busy, mayInstall, onWish, onAgain, onInstall } = props
  const preflight = checked.value
  const { blocking, look, fine } = sortChecks(preflight.checks)
  const notReady = preflight.ready ? undefined : words.waits.stopped
  const wait = busy ? words.waits.busy : checking ? words.waits.checking : notReady
  return (
    <div className={page.columns}>
      <div className={styles.main}>
        {blocking.length > 0 && (
          <Section title={words.sections.stops}>
            <CheckList checks={blocking} action={(check) => remedy(check, props)} />
          </Section>
        )}
        {look.length > 0 && (
          <Section title={words.sections.look}>
            <CheckList checks={look} />
          </Section>
        )}
        <FineChecks checks={fine} />
        <InstallChoices preflight={preflight} versions={versions} wishes={wishes} onWish={onWish} />
        {mayInstall ? (
          <p className={styles.note}>{wait ?? words.before}</p>
        ) : (
          <EmptyBox title={words.viewer.title}>{words.viewer.why}</EmptyBox>
        )}
        <div className={styles.decision}>
          {mayInstall && (
            <Button look="primary" decision notYet={wait} onClick={() => onInstall(preflight)}>
              {words.install(preflight.method, promisedVersion(preflight))}
            </Button>
          )}
          <Button decision busy={checking} onClick={onAgain}>
            {words.again}
          </Button>
          <span className={styles.checked}>
            {words.checked} <Age at={checked.receivedAt} now={now} />
          </span>
        </div>
      </div>
      <Section title={words.sections.place}>
        <InstallPlace preflight={preflight} />
      </Section>
    </div>
  )
}

/** The choice that takes a blocking check away, where there is one. */
function remedy({ id }: Check, { checked, wishes, onWish }: SetupViewProps): ReactNode {
  if (id === 'package' && wishes.version !== undefined) {
    const { version: _refused, ...others } = wishes
    return <Button onClick={() => onWish(others)}>{words.takeChannel}</Button>
  }
  if (id === 'port' && wishes.port !== undefined) {
    const { port: _taken, ...others } = wishes
    return <Button onClick={() => onWish(others)}>{words.freePort}</Button>
  }
  const other = checked.value.methods.find(({ available, method }) => available && method !== checked.value.method)
  if ((id === 'method' || id === 'package') && other !== undefined) {
    return <Button onClick={() => onWish({ ...wishes, method: other.method })}>{words.takeMethod(other.method)}</Button>
  }
  return null
}
