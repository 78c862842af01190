import { Link } from '@tanstack/react-router'
import { SetupPage } from './features/setup/SetupPage.tsx'
import { paths } from './paths.ts'
import button from './ui/Button.module.css'
import { classNames } from './ui/class-names.ts'

const secondary = classNames(button.button, button.secondary)

/** Joins features that must not know each other: Setup and the links to other features' pages. */
export function SetupRoute() {
  return (
    <SetupPage
      links={{
        overview: (label) => (
          <Link to={paths.overview} className={classNames(button.button, button.primary, button.decision)}>
            {label}
          </Link>
        ),
        config: (label, look) => (
          <Link to={paths.config} {...(look !== 'plain' && { className: secondary })}>
            {label}
          </Link>
        ),
        access: (label) => (
          <Link to={paths.access} className={secondary}>
            {label}
          </Link>
        ),
        job: (id, label) => (
          <Link to={paths.job} params={{ id }}>
            {label}
          </Link>
        ),
      }}
    />
  )
}
