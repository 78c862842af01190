import { HostError } from '../../host.ts'

/** Only literal loopback addresses: a name could be resolved to anywhere, and secrets travel on these connections. */
export function loopbackUrl(text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  const literal = url && (url.hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(url.hostname))
  if (!url || !literal || !protocols.includes(url.protocol)) {
    throw new HostError('denied', `${url?.hostname ?? 'That address'} is not a loopback address`)
  }
  return url
}
