import { basename, join } from 'node:path'
import { Problem } from '../../../../core/problem.ts'
import type { PackageTree } from '../../../../host/effects.ts'
import { HostError } from '../../../../host/host.ts'
import { isSealed } from '../place.ts'
import { locksOf } from '../plan-local.ts'
import { packageName } from '../registry.ts'
import { nodeBinary } from '../survey.ts'
import { completeProgram } from './complete-program.ts'
import { type Context, type LocalJobDeps, programWithinMs } from './step-deps.ts'

/**
 * A generation: the program and its Node. The account that will run it lays it out, because npm's scripts run as who
 * installs; then it is sealed, and only then does `current` lead to it.
 */
export function createInstallProgram(deps: Pick<LocalJobDeps, 'effects' | 'files' | 'registry' | 'runtime'>) {
  const { effects, files, registry } = deps
  const { accounts, folders } = effects

  async function run(context: Context): Promise<void> {
    const { state, save, message } = context
    state.made.prefix = true
    await save()
    const installed = await stage(context)
    if (isSealed(state.place)) {
      message('Sealing it')
      await seal(context)
    }
    await note(context, installed)
    await switchCurrent(context)
  }

  async function stage({ state, line, progress, message, signal }: Context) {
    const { place, version, nodePackage } = state
    const { owner, root, prefix } = place
    if (nodePackage === null) throw new Error('A package installation knows its Node.')
    const [nodeName = '', nodeVersion = ''] = nodePackage.split('@')
    const [program, node, host] = await Promise.all([
      registry.resolve(owner, packageName, version),
      registry.resolve(owner, nodeName, nodeVersion),
      deps.runtime(),
    ])
    demandLocked(state, { program, node })
    const shared = { owner, root, runScripts: false, timeoutMs: programWithinMs, signal, onLine: line }
    message(`Node ${nodeVersion}`)
    for (const folder of [prefix, join(prefix, 'node'), join(prefix, 'openclaw')]) {
      await folders.makeDirectory(folder, { owner, root, mode: 0o755 })
    }
    await effects.packages.install(node, { ...shared, prefix: join(prefix, 'node'), runtime: host })
    progress(0.2)
    message(`OpenClaw ${version}`)
    const runtime = { ...host, node: nodeBinary(prefix, { package: nodeName }) }
    const { bytes, files: count } = await effects.packages.install(program, {
      ...shared,
      prefix: join(prefix, 'openclaw'),
      runtime,
    })
    line(`${count} files, ${Math.round(bytes / 1e6)} MB`)
    message('Its first run')
    await completeProgram(place, runtime.node, { programs: effects.programs, signal })
    return { version, node: nodePackage, integrity: program.lockText.length, installed_files: count }
  }

  /** A registry that is asked again may answer otherwise; what was approved is what these hashes name. */
  function demandLocked({ locks }: Context['state'], { program, node }: Record<'program' | 'node', PackageTree>): void {
    const now = locksOf({ tree: program, node: { tree: node } })
    if (locks !== null && now.program === locks.program && now.node === locks.node) return
    throw new Problem('plan_changed', 'The registry offers other packages now than those that were approved.')
  }

  async function seal({ state }: Context): Promise<void> {
    const { owner, keeper, root, prefix } = state.place
    const demandIdle = async () => {
      if (await accounts.isIdle(owner)) return
      const why = 'it could change what was installed while that is sealed'
      throw new HostError('unsafe', `A process runs as ${owner.name}, and ${why}. End it and try again.`)
    }
    await demandIdle()
    await folders.seal(prefix, { owner: keeper, root })
    // What began meanwhile, perhaps by a timer, may hold a file open that it could write to before its turn came.
    await demandIdle()
  }

  /** Written last: what holds it is whole. */
  async function note({ state }: Context, manifest: Record<string, unknown>): Promise<void> {
    const { keeper, root, prefix } = state.place
    const text = `${JSON.stringify({ ...manifest, sealed: isSealed(state.place) }, null, 2)}\n`
    await folders.writeFile(join(prefix, 'generation.json'), Buffer.from(text), { owner: keeper, root, mode: 0o644 })
  }

  async function switchCurrent({ state, save }: Context): Promise<void> {
    const { keeper, root, generations, generation } = state.place
    const path = join(generations, 'current')
    const before = await files.resolve(path)
    state.made.link = { path, before: before === null ? null : basename(before) }
    await save()
    await folders.switchLink(path, String(generation), { owner: keeper, root })
  }

  async function undo({ state }: Context): Promise<void> {
    const { made, place } = state
    const mine = { owner: place.keeper, root: place.root }
    if (made.link?.before === null) await folders.remove(made.link.path, mine)
    else if (made.link) await folders.switchLink(made.link.path, made.link.before, mine)
    if (made.prefix) await folders.remove(place.prefix, mine)
  }

  return { run, undo }
}
