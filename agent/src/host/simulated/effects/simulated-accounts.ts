import type { Accounts, Owner } from '../../effects.ts'
import { HostError } from '../../host.ts'
import type { Machine } from '../machine/machine.ts'
import type { Acts } from './acts.ts'

/** The agent of the simulated machine acts like root: it makes accounts and works as others. */
export function createSimulatedAccounts(present: () => Machine, acts: Acts): Accounts {
  const find = (is: (account: Owner) => boolean) => present().accounts.list().find(is) ?? null
  return {
    find: (name) => acts.ask(() => find((account) => account.name === name)),
    byUid: (uid) => acts.ask(() => find((account) => account.uid === uid)),
    createSystem(name, home) {
      const known = find((account) => account.name === name)
      if (known !== null) return acts.ask(() => known)
      return acts.perform({ kind: 'create_account', target: name, by: 'root' }, () => {
        const { accounts, disk, clock } = present()
        if (!home.startsWith('/') || disk.kind(home) === 'file') throw new HostError('failed', `${home} is no home`)
        const account = accounts.addSystem(name, home)
        if (disk.kind(home) === null) disk.makeDirectory(home, { uid: account.uid, mode: 0o700, at: clock.now() })
        return account
      })
    },
    remove(name) {
      const { accounts, table, disk } = present()
      const known = find((account) => account.name === name)
      if (known === null) return acts.ask(() => undefined)
      return acts.perform({ kind: 'remove_account', target: name, by: 'root' }, async (middle) => {
        if (!accounts.isAdded(name)) throw new HostError('denied', `The account ${name} was not made by MoltBot Ops`)
        if (table.runs(known.uid)) throw new HostError('denied', `A process still runs as ${name}`)
        disk.remove(known.home)
        await middle()
        accounts.remove(name)
      })
    },
    isIdle: ({ uid }) => acts.ask(() => !present().table.runs(uid)),
    mayActAsOthers: () => acts.ask(() => true),
  }
}
