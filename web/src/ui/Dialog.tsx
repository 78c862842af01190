import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { type ReactNode, useRef } from 'react'
import styles from './Dialog.module.css'

interface DialogProps {
  open: boolean
  onClose(): void
  title: string
  lead?: ReactNode
  children: ReactNode
  /** Buttons, the one that leaves things as they are first. */
  footer: ReactNode
}

/** A dialog, and a sheet on phones. It opens with the focus on its title, so that Enter decides nothing. */
export function Dialog({ open, onClose, title, lead, children, footer }: DialogProps) {
  const titleElement = useRef<HTMLHeadingElement>(null)
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.scrim} />
        <BaseDialog.Popup className={styles.dialog} initialFocus={titleElement}>
          <div className={styles.head}>
            <BaseDialog.Title ref={titleElement} tabIndex={-1} className={styles.title}>
              {title}
            </BaseDialog.Title>
            {lead !== undefined && <BaseDialog.Description className={styles.lead}>{lead}</BaseDialog.Description>}
          </div>
          <div className={styles.body}>{children}</div>
          <div className={styles.foot}>{footer}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
