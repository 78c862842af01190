import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Owner, ProgramOptions, Programs, Runtime } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import type { MeasuredFolders } from '../folders/folders.ts'
import { networkVariables, settingsForAnother } from './host-settings.ts'
import { parsedJson } from './json-fields.ts'
import { npmFailure } from './npm-failure.ts'
import { npmFolderName } from './npm-folders.ts'

export interface NpmCall extends Pick<ProgramOptions, 'timeoutMs' | 'onLine' | 'signal'> {
  /** Begins the sentence of an error, such as `Asking for openclaw`. */
  doing: string
  args: string[]
  cwd: string
  /** The package that should have a checksum that npm found wrong. */
  nameOf?(integrity: string): string | null
}

/** npm as one owner, in a folder of its own. */
export interface Npm {
  /** Empty but for a package.json, so that npm looks for its project nowhere above. */
  folder: string
  /** @returns what npm printed @throws HostError with npm's reason */
  run(call: NpmCall): Promise<string>
}

export type WithNpm = <Result>(owner: Owner, runtime: Runtime, use: (npm: Npm) => Promise<Result>) => Promise<Result>

export interface NpmDeps {
  programs: Programs
  folders: MeasuredFolders
  own: Owner
  /** The agent's environment. */
  environment: Record<string, string | undefined>
  /** Canonical; others may make folders in it. */
  temporaryFolder: string
  /** A name that nobody can guess. */
  secret(bytes: number): string
}

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const maxOutputBytes = 8 * 1024 * 1024
const settingsTimeoutMs = 20_000

/**
 * Runs npm with the settings of its owner (~/.npmrc) over those of the host. For the agent's own user the host's are npm's
 * global npmrc; another account gets those that the agent's user has, without credentials, as its global npmrc.
 */
export function createWithNpm(deps: NpmDeps): WithNpm {
  const { programs, folders, own, environment, temporaryFolder, secret } = deps

  const variables = (owner: Owner, runtime: Runtime, globalConfig: string | null): Record<string, string> => ({
    ...networkVariables(environment, owner.uid !== own.uid),
    HOME: owner.home,
    USER: owner.name,
    LOGNAME: owner.name,
    PATH: `${dirname(runtime.node)}:${systemPath}`,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    npm_config_update_notifier: 'false',
    npm_config_logs_max: '0',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    ...(globalConfig === null ? {} : { npm_config_globalconfig: globalConfig }),
  })
  const run = async (owner: Owner, runtime: Runtime, globalConfig: string | null, call: NpmCall) => {
    const { doing, args, cwd, nameOf, ...options } = call
    const env = variables(owner, runtime, globalConfig)
    const result = await programs
      .run(runtime.node, [runtime.npm, ...args], { ...options, owner, env, cwd, maxOutputBytes })
      .catch((error: unknown) => {
        if (!(error instanceof HostError)) throw error
        throw new HostError(error.reason, `${doing}: ${plainer(error, call.timeoutMs)}`, error)
      })
    if (result.code !== 0) throw npmFailure(doing, result, nameOf)
    return result.stdout
  }
  const settings = async (runtime: Runtime) => {
    const call = { doing: 'Reading the settings of npm', args: ['config', 'list', '--json'], cwd: '/' }
    const globalConfig = await globalNpmrc(runtime)
    return settingsForAnother(
      parsedJson(await run(own, runtime, globalConfig, { ...call, timeoutMs: settingsTimeoutMs })),
    )
  }
  return async (owner, runtime, use) => {
    const place = { owner, root: temporaryFolder }
    const folder = join(temporaryFolder, npmFolderName(process.pid, secret(12)))
    await folders.makeDirectory(folder, { ...place, mode: 0o700 })
    try {
      const write = (name: string, text: string) =>
        folders.writeFile(join(folder, name), Buffer.from(text), { ...place, mode: 0o600 })
      await write('package.json', '{"private":true}\n')
      const another = owner.uid !== own.uid
      if (another) await write('host-npmrc', await settings(runtime))
      const globalConfig = another ? join(folder, 'host-npmrc') : await globalNpmrc(runtime)
      return await use({ folder, run: (call) => run(owner, runtime, globalConfig, call) })
    } finally {
      await folders.remove(folder, place)
    }
  }
}

/** npm looks for it beside the Node that runs it; the host's own stands beside the host's npm. */
async function globalNpmrc({ npm }: Runtime): Promise<string | null> {
  const prefix = /^(.*)\/(?:lib|share)\/(?:node_modules|nodejs)\/npm\/bin\/npm-cli\.js$/.exec(npm)?.[1]
  const path = prefix === undefined ? null : `${prefix}/etc/npmrc`
  const there =
    path !== null &&
    (await access(path).then(
      () => true,
      () => false,
    ))
  return there ? path : null
}

function plainer({ reason, message }: HostError, timeoutMs: number): string {
  return reason === 'timeout' ? `npm was not done within ${Math.round(timeoutMs / 1000)} s` : message
}
