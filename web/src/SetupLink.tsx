import { Link } from '@tanstack/react-router'
import { paths } from './paths.ts'
import button from './ui/Button.module.css'
import { classNames } from './ui/class-names.ts'

/** Leads from any page to where MoltBot is installed. It goes somewhere, so it is a link that looks like a button. */
export function SetupLink({ label }: { label: string }) {
  return (
    <Link to={paths.setup} className={classNames(button.button, button.secondary)}>
      {label}
    </Link>
  )
}
