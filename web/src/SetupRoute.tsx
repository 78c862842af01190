import { Link } from '@tanstack/react-router'
import { SetupPage } from './features/setup/SetupPage.tsx'
import { paths } from './paths.ts'
import button from './ui/Button.module.css'
import { classNames } from './ui/class-names.ts'

/** Joins two features that must not know each other: the page and the link to another feature's page. */
export function SetupRoute() {
  return (
    <SetupPage
      overviewLink={(label) => (
        <Link to={paths.overview} className={classNames(button.button, button.primary, button.decision)}>
          {label}
        </Link>
      )}
    />
  )
}
