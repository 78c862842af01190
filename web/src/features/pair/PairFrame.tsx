import type { ReactNode } from 'react'
import { BrandMark } from '../../ui/BrandMark.tsx'
import { ThemeSwitch } from '../../ui/ThemeSwitch.tsx'
import styles from './Pair.module.css'
import { pairWords as words } from './pair-words.ts'

interface PairFrameProps {
  host: string | null
  children: ReactNode
  foot?: ReactNode
  banner?: ReactNode
}

/** No rail and no data before pairing: only the brand, the agent's name and the one thing to do. */
export function PairFrame({ host, children, foot, banner }: PairFrameProps) {
  return (
    <div className={styles.frame}>
      <header>
        {banner}
        <div className={styles.top}>
          <span className={styles.brand}>
            <BrandMark />
            MoltBot Ops
          </span>
          <span className={styles.agent}>
            {host !== null && (
              <>
                <span className={styles.agentOn}>{words.agentOn}</span> <span className={styles.host}>{host}</span>
              </>
            )}
          </span>
          <ThemeSwitch />
        </div>
      </header>
      <main className={styles.content}>{children}</main>
      <footer className={styles.foot}>{foot}</footer>
    </div>
  )
}
