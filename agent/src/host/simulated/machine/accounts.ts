import type { Owner } from '../../effects.ts'
import { HostError } from '../../host.ts'

/** The accounts of the simulated machine. */
export interface AccountTable {
  list(): readonly Owner[]
  addSystem(name: string, home: string): Owner
  /** Whether it was added and not there from the beginning. */
  isAdded(name: string): boolean
  remove(name: string): void
}

export const robin: Owner = { uid: 1000, gid: 1000, name: 'robin', home: '/home/robin' }

const fixed: Owner[] = [
  { uid: 0, gid: 0, name: 'root', home: '/root' },
  robin,
  { uid: 1001, gid: 1001, name: 'casey', home: '/home/casey' },
  { uid: 990, gid: 990, name: 'moltbot-ops', home: '/var/lib/moltbot-ops' },
]

export function createAccountTable(): AccountTable {
  let accounts = [...fixed]
  return {
    list: () => accounts,
    addSystem(name, home) {
      if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(name)) throw new HostError('failed', `${name} is no name for an account`)
      // System accounts are given out downwards from the last one, as shadow does it.
      const uid = Math.min(...accounts.filter(({ uid }) => uid > 0).map((account) => account.uid)) - 1
      const account = { uid, gid: uid, name, home }
      accounts.push(account)
      return account
    },
    isAdded: (name) => accounts.some((account) => account.name === name && !fixed.includes(account)),
    remove(name) {
      accounts = accounts.filter((account) => account.name !== name)
    },
  }
}
