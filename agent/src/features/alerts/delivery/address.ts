import { BlockList, isIP, isIPv4 } from 'node:net'

/** Where an address leads. `never` is no place that a message could be for. */
export type Reach = 'public' | 'private' | 'never'

/** From the registries of special addresses (RFC 6890 and its successors, IANA). */
const privateRanges: [string, number][] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
]
const neverRanges: [string, number][] = [
  ['0.0.0.0', 8],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const privateRanges6: [string, number][] = [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  // Addresses that carry another one inside: a translator may lead them anywhere.
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
]
const neverRanges6: [string, number][] = [
  ['::', 128],
  ['ff00::', 8],
  ['100::', 64],
]

const privates = listOf(privateRanges, privateRanges6)
const nevers = listOf(neverRanges, neverRanges6)
const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i

/** How far away the machine with this literal IP address is. What is no address is `never`. */
export function reachOf(address: string): Reach {
  const plain = unmapped(address.replace(/%.*$/, ''))
  if (isIP(plain) === 0) return 'never'
  const family = isIPv4(plain) ? 'ipv4' : 'ipv6'
  if (nevers.check(plain, family)) return 'never'
  return privates.check(plain, family) ? 'private' : 'public'
}

/** The IPv4 address that an IPv6 one stands for (RFC 4291, 2.5.5.2). */
function unmapped(address: string): string {
  const [, dotted, high, low] = mapped.exec(address) ?? []
  if (dotted !== undefined) return dotted
  if (high === undefined || low === undefined) return address
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [a >> 8, a & 255, b >> 8, b & 255].join('.')
}

function listOf(ranges: [string, number][], ranges6: [string, number][]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of ranges) list.addSubnet(network, prefix, 'ipv4')
  for (const [network, prefix] of ranges6) list.addSubnet(network, prefix, 'ipv6')
  return list
}
