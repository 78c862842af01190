import { isIP } from 'node:net'
import { Problem } from '../../../core/problem.ts'
import { reachOf } from './address.ts'

const privateNames = /(^|\.)(localhost|local|internal|home\.arpa)$/

/**
 * Reads an address that messages go to, and refuses what could be told to be wrong without asking anybody. Names are
 * resolved and checked with every try.
 * @throws Problem validation_failed when it is none, target_not_allowed when it may not be used
 */
export function readTarget(text: string, { allowPrivate, at }: { allowPrivate: boolean; at: string }): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    const details = [{ path: at, message: 'must be an address that begins with https:// or http://' }]
    throw new Problem('validation_failed', 'This address cannot be used.', { details })
  }
  if (url.username !== '' || url.password !== '')
    throw notAllowed('It carries a password. Give one without: the messages are signed.')
  const host = hostOf(url)
  if (isIP(host) !== 0) demandReach(host, allowPrivate)
  else if (privateNames.test(host.replace(/\.$/, '')) && !allowPrivate) throw privateTarget()
  return url
}

/** The name or the literal address, without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')

/** @throws Problem target_not_allowed */
export function demandReach(address: string, allowPrivate: boolean): void {
  const reach = reachOf(address)
  if (reach === 'never') throw notAllowed('It leads to no machine.')
  if (reach === 'private' && !allowPrivate) throw privateTarget()
}

/** So much of an address as is no secret: what comes after the host often is one. */
export function shownTarget({ protocol, host }: URL): string {
  return `${protocol}//${host}/…`
}

function privateTarget(): Problem {
  return notAllowed('It lies in a private network. Set allow_private_target where that is meant.')
}

function notAllowed(why: string): Problem {
  return new Problem('target_not_allowed', `Messages may not be sent to this address. ${why}`)
}
