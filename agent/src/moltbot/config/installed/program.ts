import type { Effects, Owner, ProgramResult } from '../../../host/effects.ts'

/** The command line of one installed MoltBot. */
export interface MoltbotProgram {
  /** Node and the script that it runs, both absolute. */
  command: readonly [node: string, entry: string]
  /** As whom it runs; what it writes goes into `scratch` alone. */
  owner: Owner
  /** An existing directory of the owner's in which a folder can be made and removed again. */
  scratch: string
  version: string
}

export interface ProgramDeps {
  effects: Pick<Effects, 'programs' | 'folders'>
  /** A name that no other call uses at the same time. */
  name: string
  signal?: AbortSignal | undefined
}

export interface Candidate {
  /** Null runs it without a config. */
  text: string | null
  args: readonly string[]
  timeoutMs: number
  maxOutputBytes?: number
}

/**
 * Runs one command of MoltBot with a config of its own and a state that is thrown away, so that nothing of the real one
 * is read or changed.
 * @throws HostError when it could not be run or took too long.
 */
export async function runWithCandidate(
  { command: [node, entry], owner, scratch }: MoltbotProgram,
  { text, args, timeoutMs, maxOutputBytes }: Candidate,
  { effects, name, signal }: ProgramDeps,
): Promise<ProgramResult> {
  const root = `${scratch}/${name}`
  const place = { owner, root: scratch }
  const configPath = `${root}/openclaw.json`
  try {
    for (const folder of [root, `${root}/state`, `${root}/tmp`]) {
      await effects.folders.makeDirectory(folder, { ...place, mode: 0o700 })
    }
    if (text !== null) await effects.folders.writeFile(configPath, Buffer.from(text), { ...place, mode: 0o600 })
    return await effects.programs.run(node, [entry, ...args], {
      owner,
      cwd: root,
      env: {
        PATH: `${node.slice(0, node.lastIndexOf('/'))}:/usr/bin:/bin`,
        // Paths that begin with ~ mean the owner's home also in a candidate.
        HOME: owner.home,
        TMPDIR: `${root}/tmp`,
        OPENCLAW_STATE_DIR: `${root}/state`,
        OPENCLAW_CONFIG_PATH: configPath,
        OPENCLAW_NO_AUTO_UPDATE: '1',
        OPENCLAW_EXEC_SHELL_SNAPSHOT: '0',
        NO_COLOR: '1',
      },
      timeoutMs,
      ...(maxOutputBytes === undefined ? {} : { maxOutputBytes }),
      ...(signal ? { signal } : {}),
    })
  } finally {
    await effects.folders.remove(root, place)
  }
}
