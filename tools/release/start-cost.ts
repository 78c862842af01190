import type { Metafile } from 'esbuild'
import { bundleModules } from './bundle.ts'

type Outputs = Metafile['outputs']

export interface StartCost {
  /** Of everything that is evaluated before the agent listens, unminified. */
  bytes: number
  /** Packages of the registry in it, in the order of their names. */
  packages: string[]
}

/** What the command line begins with, its verb, and what that loads of the agent. */
const entries = ['cli/src/main.ts', 'cli/src/serve.ts', 'agent/src/main.ts']

/** What `serve` evaluates before it listens: the entries and everything that they import at once. */
export async function startCost(): Promise<StartCost> {
  const { outputs } = (await bundleModules('cli/src/main.ts')).metafile
  const evaluated = new Set<string>()
  for (const entry of entries) follow(outputs, outputOf(outputs, entry), evaluated)
  const packages = new Set<string>()
  let bytes = 0
  for (const name of evaluated) {
    bytes += outputs[name]?.bytes ?? 0
    for (const input of Object.keys(outputs[name]?.inputs ?? {})) {
      const [, found] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(input) ?? []
      if (found !== undefined) packages.add(found)
    }
  }
  return { bytes, packages: [...packages].sort() }
}

function outputOf(outputs: Outputs, entry: string): string {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === entry)
  if (!found) throw new Error(`${entry} is no script of its own; is it still imported late?`)
  return found[0]
}

function follow(outputs: Outputs, name: string, evaluated: Set<string>): void {
  if (evaluated.has(name)) return
  evaluated.add(name)
  for (const { path, kind, external } of outputs[name]?.imports ?? []) {
    if (kind === 'import-statement' && !external) follow(outputs, path, evaluated)
  }
}
