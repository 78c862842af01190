import { dirname } from 'node:path'
import { RemainsError } from '../../../../core/jobs.ts'
import { type FileFacts, HostError } from '../../../../host/host.ts'
import { accountName, type InstallPlace, isSealed } from '../place.ts'
import type { Context, LocalJobDeps } from './step-deps.ts'

/** The account, and the folders that hold its home and the programs. */
export function createPreparePlace({ effects, files }: Pick<LocalJobDeps, 'effects' | 'files'>) {
  const { accounts, folders } = effects

  async function run({ state, save }: Context): Promise<void> {
    const { keeper, root, generations } = state.place
    const make = async (part: 'root' | 'generations', path: string) => {
      const there = await files.facts(path)
      if (there !== null) return demandClosed(state.place, path, there)
      state.made[part] = true
      await save()
      await folders.makeDirectory(path, { owner: keeper, root: dirname(path), mode: 0o755 })
    }
    if (state.method === 'npm' || state.place.makesAccount) await make('root', root)
    if (state.place.makesAccount) await makeAccount({ state, save })
    if (state.method === 'npm') await make('generations', generations)
  }

  async function makeAccount({ state, save }: Pick<Context, 'state' | 'save'>): Promise<void> {
    const { place } = state
    if ((await accounts.find(accountName)) === null) {
      state.made.account = true
      await save()
    }
    const owner = await accounts.createSystem(accountName, place.home)
    state.place = { ...place, owner }
    await save()
  }

  async function undo({ state }: Context): Promise<void> {
    const { made, place } = state
    const { keeper, root, generations } = place
    if (made.generations) await folders.remove(generations, { owner: keeper, root })
    if (made.account) {
      await accounts.remove(accountName).catch((error: unknown) => {
        if (!(error instanceof HostError)) throw error
        const why = `${error.message}. The next try uses it.`
        throw new RemainsError([`The account ${accountName} with its home ${place.home} is left. ${why}`], {
          cause: error,
        })
      })
    }
    if (made.root) await folders.remove(root, { owner: keeper, root: dirname(root) })
  }

  return { run, undo }
}

/** Whoever may write a folder may put another one in the place of what is sealed in it. */
function demandClosed(place: InstallPlace, path: string, { kind, uid, mode }: FileFacts): void {
  if (!isSealed(place) || (kind === 'directory' && uid === place.keeper.uid && (mode & 0o022) === 0)) return
  const fix = `Let it belong to ${place.keeper.name}, with the mode 755, or move it away.`
  throw new HostError('unsafe', `Others than ${place.keeper.name} can change ${path}. ${fix}`)
}
