import { join } from 'node:path'
import type { Accounts, Owner } from '../../../host/effects.ts'
import type { Files } from '../../../host/host.ts'

/** Where an installation goes, and as whom it runs. */
export interface InstallPlace {
  owner: Owner
  /** Whose the programs are: root's, so that MoltBot cannot change what it runs; the owner's where the agent is not root. */
  keeper: Owner
  /** The account is made by the installation. */
  makesAccount: boolean
  /** Home of the account that MoltBot runs as. */
  home: string
  /** A folder of the keeper's; programs lie inside. */
  root: string
  generations: string
  /** Number of the generation that is made. */
  generation: number
  prefix: string
  stateDir: string
  configPath: string
}

export const accountName = 'moltbot'
const ownRoot = '/var/lib/moltbot'
const accountHome = join(ownRoot, 'home')
/** For an account that was there before and has the folder above as its home: what is its own cannot keep programs from it. */
const rootBesideHome = '/var/lib/moltbot-programs'

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
    const keeper = await accountOf(accounts, 0)
    const root = ownRoot === owner.home || ownRoot.startsWith(`${owner.home}/`) ? rootBesideHome : ownRoot
    return lay(files, { owner, keeper, makesAccount: known === null, root })
  }
  const owner = await accountOf(accounts, agentUid)
  return lay(files, { owner, keeper: owner, makesAccount: false, root: stateDir })
}

/** Whether MoltBot cannot change its own program. */
export function isSealed({ owner, keeper }: Pick<InstallPlace, 'owner' | 'keeper'>): boolean {
  return owner.uid !== keeper.uid
}

async function accountOf(accounts: PlaceDeps['accounts'], uid: number): Promise<Owner> {
  const found = await accounts.byUid(uid)
  if (found) return found
  throw new Error(`The user ${uid}, who runs the agent, has no account.`)
}

async function lay(
  files: PlaceDeps['files'],
  { owner, keeper, makesAccount, root }: Pick<InstallPlace, 'owner' | 'keeper' | 'makesAccount' | 'root'>,
): Promise<InstallPlace> {
  const generations = join(root, 'generations')
  const numbers = (await files.list(generations).catch((): string[] => [])).map(Number).filter(Number.isInteger)
  const generation = Math.max(0, ...numbers) + 1
  const stateDir = join(owner.home, '.openclaw')
  return {
    owner,
    keeper,
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
