import { Link } from '@tanstack/react-router'
import { paths } from './paths.ts'
import button from './ui/Button.module.css'
import { classNames } from './ui/class-names.ts'

/** Leads to the configuration of the gateway that is looked at. It goes somewhere, so it is a link that looks like a button. */
export function ConfigLink({ label }: { label: string }) {
  return (
    <Link to={paths.config} search={(kept) => kept} className={classNames(button.button, button.secondary)}>
      {label}
    </Link>
  )
}
