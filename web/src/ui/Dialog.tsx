import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { type ReactNode, useRef } from 'react'
import { classNames } from './class-names.ts'
import styles from './Dialog.module.css'

interface DialogProps {
  open: boolean
  onClose(): void
  title: string
  lead?: ReactNode
  /** At the right of the title. */
  aside?: ReactNode
  /** For two columns. */
  wide?: boolean
  children: ReactNode
  /** Buttons, the one that leaves things as they are first. */
  footer: ReactNode
}

/** A dialog, and a sheet on phones. It opens with the focus on its title, so that Enter decides nothing. */
export function Dialog({ open, onClose, title, lead, aside, wide = false, children, footer }: DialogProps) {
  const titleElement = useRef<HTMLHeadingElement>(null)
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.scrim} />
        <BaseDialog.Popup className={classNames(styles.dialog, wide && styles.wide)} initialFocus={titleElement}>
          <div className={styles.head}>
            <div className={styles.titleRow}>
              <BaseDialog.Title ref={titleElement} tabIndex={-1} className={styles.title}>
                {title}
              </BaseDialog.Title>
              {aside !== undefined && <div className={styles.aside}>{aside}</div>}
            </div>
            {lead !== undefined && <BaseDialog.Description className={styles.lead}>{lead}</BaseDialog.Description>}
          </div>
          {wide ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long plan is read by keyboard before it is signed
            <section aria-label={title} tabIndex={0} className={styles.body}>
              {children}
            </section>
          ) : (
            <div className={styles.body}>{children}</div>
          )}
          <div className={styles.foot}>{footer}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
