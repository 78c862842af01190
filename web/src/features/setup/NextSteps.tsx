import type { ReactNode } from 'react'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import type { NextStep } from './next-step.ts'
import styles from './Setup.module.css'
import { setupWords as words } from './setup-words.ts'

export interface SetupLinks {
  /** Leads to Overview; the page's one decision. */
  overview(label: string): ReactNode
  /** In running text it is a plain link. */
  config(label: string, look?: 'plain'): ReactNode
  access(label: string): ReactNode
  job(id: string, label: string): ReactNode
}

interface NextStepsProps {
  steps: readonly NextStep[]
  links: SetupLinks
  /** The console is that of the MoltBot, so that more devices can be let in here. */
  here: boolean
}

/** What comes after the install, each with the place or the command that does it. */
export function NextSteps({ steps, links, here }: NextStepsProps) {
  return (
    <ol className={styles.steps}>
      {steps.map(({ text, command, after, address, inConfig }) => (
        <li key={text}>
          <span className={styles.step}>
            <span>{text}</span>
            {command !== null && <CopyCommand command={here ? words.typedHere(command) : command} />}
            {after !== null && <span>{after}</span>}
            {address !== null && <a href={address}>{address}</a>}
            {inConfig && <span>{links.config(words.openConfig)}</span>}
          </span>
        </li>
      ))}
      {here && (
        <li>
          <span className={styles.step}>
            <span>{words.pairMore}</span>
            <span>{links.access(words.openAccess)}</span>
          </span>
        </li>
      )}
    </ol>
  )
}
