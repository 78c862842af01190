import { Link } from '@tanstack/react-router'
import { AccessPage } from './features/access/AccessPage.tsx'
import { paths } from './paths.ts'

/** Joins two features that must not know each other: the page and the link to another feature's page. */
export function AccessRoute() {
  return <AccessPage passphraseButton={(label) => <Link to={paths.passphrase}>{label}</Link>} />
}
