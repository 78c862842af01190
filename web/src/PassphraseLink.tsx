import { Link } from '@tanstack/react-router'
import { paths } from './paths.ts'
import button from './ui/Button.module.css'
import { classNames } from './ui/class-names.ts'

/** Leads from any page to where the owner passphrase is set. It goes somewhere, so it is a link that looks like a button. */
export function PassphraseLink({ label }: { label: string }) {
  return (
    <Link to={paths.passphrase} className={classNames(button.button, button.secondary)}>
      {label}
    </Link>
  )
}
