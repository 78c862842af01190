import { Section } from '../../ui/Section.tsx'
import { AdvancedChoices } from './AdvancedChoices.tsx'
import { ChoiceList } from './ChoiceList.tsx'
import styles from './Setup.module.css'
import type { Preflight, Wishes } from './setup-model.ts'
import { setupWords as words } from './setup-words.ts'
import { VersionChoice, type Versions } from './VersionChoice.tsx'

interface InstallChoicesProps {
  preflight: Preflight
  /** What the registry has; undefined until it told it. */
  versions: Versions | undefined
  wishes: Wishes
  onWish(wishes: Wishes): void
}

/** Method, version and, folded, the rest: everything that a person decides about the first install. */
export function InstallChoices({ preflight, versions, wishes, onWish }: InstallChoicesProps) {
  const method = wishes.method ?? preflight.method
  // These belong to one method alone.
  const { image: _image, service_manager: _manager, ...others } = wishes
  return (
    <>
      <Section title={words.sections.method}>
        <ChoiceList
          name={words.sections.method}
          chosen={method}
          onChoose={(value) => onWish({ ...others, method: value })}
          options={preflight.methods.map(({ method: value, available, recommended, reason }) => ({
            value,
            name: words.methods[value],
            why: reason,
            off: !available,
            ...(recommended && { tag: words.recommended }),
          }))}
        />
      </Section>
      <Section title={words.sections.version}>
        {method === 'docker' ? (
          <p className={styles.note}>{words.imageDecides}</p>
        ) : (
          <VersionChoice preflight={preflight} versions={versions} wishes={wishes} onWish={onWish} />
        )}
      </Section>
      <AdvancedChoices preflight={preflight} method={method} wishes={wishes} onWish={onWish} />
    </>
  )
}
