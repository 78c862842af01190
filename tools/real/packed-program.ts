import { execFileSync } from 'node:child_process'
import { mkdirSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packProduct } from '../release/pack.ts'

/** The product as it is released, unpacked in a folder of its own. */
export async function packedProgram(parent: string): Promise<{ folder: string; version: string }> {
  const folder = join(parent, 'program')
  mkdirSync(folder, { recursive: true })
  const { file, version } = await packProduct(parent)
  execFileSync('tar', ['-xzf', file, '-C', folder, '--strip-components=1'])
  return { folder, version }
}

/** The script of this machine's npm. */
export function npmScript(): string {
  const command = realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim())
  return command.endsWith('/npm-cli.js') ? command : join(dirname(command), '../lib/node_modules/npm/bin/npm-cli.js')
}
