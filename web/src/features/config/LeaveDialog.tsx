import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { configWords } from './config-words.ts'

const words = configWords.leave

interface LeaveDialogProps {
  open: boolean
  onStay(): void
  onLeave(): void
}

/** Asks before something is lost that cannot be kept. */
export function LeaveDialog({ open, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onStay}
      title={words.title}
      footer={
        <>
          <Button decision onClick={onStay}>
            {words.stay}
          </Button>
          <Button look="primary" decision onClick={onLeave}>
            {words.leave}
          </Button>
        </>
      }
    >
      <p>{words.why}</p>
    </Dialog>
  )
}
