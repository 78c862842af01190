import { AccessPage } from './features/access/AccessPage.tsx'
import { PassphraseLink } from './PassphraseLink.tsx'

/** Joins two features that must not know each other: the page and the link to another feature's page. */
export function AccessRoute() {
  return <AccessPage passphraseButton={(label) => <PassphraseLink label={label} />} />
}
