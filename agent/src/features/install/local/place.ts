import { join } from 'node:path'
import type { Accounts, Owner } from '../../../host/effects.ts'
import type { Files } from '../../../host/host.ts'

/** Where an installation goes, and as whom it runs. */
export interface InstallPlace {
  owner: Owner
  /** The account is made by the installation. */
  makesAccount: boolean
  /** Home of the account that MoltBot runs as. */
  home: string
  /** Everything that is written lies inside; it exists, or is the home that the account brings. */
  root: string
  generations: string
  /** Number of the generation that is made. */
  generation: number
  prefix: string
  stateDir: string
  configPath: string
}

export const accountName = 'moltbot'
const accountHome = '/var/lib/moltbot'

export interface PlaceDeps {
  accounts: Pick<Accounts, 'find' | 'byUid' | 'mayActAsOthers'>
  files: Pick<Files, 'list'>
  /** Of the agent's own user. */
  agentUid: number
  /** The agent's state directory. */
  stateDir: string
}

/** A root agent never runs MoltBot as root: it gets an account of its own. Another agent has only its own. */
export async function findPlace({ accounts, files, agentUid, stateDir }: PlaceDeps): Promise<InstallPlace> {
  if (await accounts.mayActAsOthers()) {
    const known = await accounts.find(accountName)
    const owner = known ?? { uid: -1, gid: -1, name: accountName, home: accountHome }
    return lay(files, owner, {
      makesAccount: known === null,
      root: owner.home,
      generations: join(owner.home, 'generations'),
    })
  }
  const owner = await accounts.byUid(agentUid)
  if (owner === null) throw new Error(`The user ${agentUid}, who runs the agent, has no account.`)
  return lay(files, owner, { makesAccount: false, root: stateDir, generations: join(stateDir, 'generations') })
}

async function lay(
  files: PlaceDeps['files'],
  owner: Owner,
  { makesAccount, root, generations }: Pick<InstallPlace, 'makesAccount' | 'root' | 'generations'>,
): Promise<InstallPlace> {
  const numbers = (await files.list(generations).catch((): string[] => [])).map(Number).filter(Number.isInteger)
  const generation = Math.max(0, ...numbers) + 1
  const stateDir = join(owner.home, '.openclaw')
  return {
    owner,
    makesAccount,
    home: owner.home,
    root,
    generations,
    generation,
    prefix: join(generations, String(generation)),
    stateDir,
    configPath: join(stateDir, 'openclaw.json'),
  }
}
