/** One line of /proc/net/tcp or tcp6. */
export interface SocketRow {
  address: string
  port: number
  remoteAddress: string
  remotePort: number
  /** 0A listens, 01 is established: states of include/net/tcp_states.h. */
  state: 'listen' | 'established' | 'other'
  uid: number
  inode: string
}

/** Parses /proc/net/tcp{,6}, see proc_net_tcp.rst of the kernel. Lines that do not fit are left out. */
export function parseSocketTable(text: string): SocketRow[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local, remote, state, , , , uid, , inode] = line.trim().split(/\s+/)
      const [hex, port] = local?.split(':') ?? []
      const [remoteHex, remotePort] = remote?.split(':') ?? []
      if (!hex || !port || !remoteHex || !remotePort || uid === undefined || inode === undefined) return []
      return [
        {
          address: addressOf(hex),
          port: Number.parseInt(port, 16),
          remoteAddress: addressOf(remoteHex),
          remotePort: Number.parseInt(remotePort, 16),
          state: state === '0A' ? ('listen' as const) : state === '01' ? ('established' as const) : ('other' as const),
          uid: Number(uid),
          inode,
        },
      ]
    })
}

function addressOf(hex: string): string {
  return hex.length === 8 ? ipv4(hex) : ipv6(hex)
}

/** Bytes are in the host's order; all supported machines are little-endian. */
function ipv4(hex: string): string {
  return bytes(hex).reverse().join('.')
}

function ipv6(hex: string): string {
  const words = [0, 8, 16, 24].flatMap((at) => bytes(hex.slice(at, at + 8)).reverse())
  if (words.every((byte) => byte === 0)) return '::'
  if (words.slice(0, 15).every((byte) => byte === 0) && words[15] === 1) return '::1'
  if (words.slice(0, 10).every((byte) => byte === 0) && words[10] === 255) return words.slice(12).join('.')
  const pairs = Array.from({ length: 8 }, (_, i) => ((words[2 * i] ?? 0) * 256 + (words[2 * i + 1] ?? 0)).toString(16))
  return pairs.join(':')
}

function bytes(hex: string): number[] {
  return hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? []
}
