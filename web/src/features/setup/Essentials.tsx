import type { ReactNode } from 'react'
import { Mark } from '../../ui/Mark.tsx'
import { Section } from '../../ui/Section.tsx'
import type { Essential } from './essentials.ts'
import styles from './Setup.module.css'
import { setupWords as words } from './setup-words.ts'

interface EssentialsProps {
  essentials: readonly Essential[]
  configLink: ReactNode
}

/** What the new configuration says of the few settings that everybody sets. */
export function Essentials({ essentials, configLink }: EssentialsProps) {
  return (
    <Section title={words.essentials.title} aside={configLink}>
      <dl className={styles.place}>
        {essentials.map(({ name, value, missing }) => (
          <div key={name} className={styles.placeRow}>
            <dt>{name}</dt>
            <dd className={styles.essential}>
              {missing && <Mark kind="look" />}
              <span>{value}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
