import { join } from 'node:path'
import type { OwnMachine } from './own-machine.ts'
import type { OwnManager, OwnServiceState } from './own-manager.ts'
import { ownLabel, ownPlistMark, ownPlistText } from './own-plist.ts'
import { OwnServiceError } from './own-service-error.ts'
import { proveAnswer } from './prove-answer.ts'

/** A daemon for root, for everybody else an agent of their session. Written from launchd's documentation, not run on macOS. */
export function createOwnLaunchd(machine: OwnMachine): OwnManager {
  const { user, run } = machine
  const isRoot = user.uid === 0
  const domain = isRoot ? 'system' : `gui/${user.uid}`
  const target = `${domain}/${ownLabel}`
  const path = join(isRoot ? '/Library/LaunchDaemons' : join(user.home, 'Library/LaunchAgents'), `${ownLabel}.plist`)
  const must = async ([program = '', ...args]: readonly string[]): Promise<void> => {
    const { code, text } = await run(program, args)
    if (code !== 0) throw new OwnServiceError(`\`${[program, ...args].join(' ')}\` failed: ${text.slice(-600)}`)
  }
  const isOurs = async (): Promise<boolean> => {
    const text = await machine.readText(path)
    if (text === null) return false
    if (text.includes(ownPlistMark)) return true
    throw new OwnServiceError(`${path} was not written by \`moltbot-ops service install\`, so it is left as it is.`)
  }
  const state = async (): Promise<OwnServiceState> => {
    const { code, text } = await run('launchctl', ['print', target])
    const pid = code === 0 ? /^\s*pid = (\d+)$/m.exec(text)?.[1] : undefined
    const installed = await isOurs()
    return {
      manager: 'launchd',
      installed,
      starts_at_boot: installed,
      running: pid !== undefined,
      pid: pid === undefined ? null : Number(pid),
      path,
    }
  }
  const bootOut = ['launchctl', 'bootout', target]
  return {
    state,
    async planInstall(wish) {
      const loaded = (await isOurs()) && (await run('launchctl', ['print', target])).code === 0
      const { node, program } = machine
      return {
        manager: 'launchd',
        name: ownLabel,
        files: [{ path, text: ownPlistText({ node, program, ...wish }, join(wish.stateDir, 'service.log')) }],
        commands: [...(loaded ? [bootOut] : []), ['launchctl', 'bootstrap', domain, path]],
        notes: [
          isRoot
            ? 'It starts with the machine and runs as root.'
            : 'It starts when you log in, for launchd has no services of a user who is not logged in.',
        ],
      }
    },
    async install(plan, wish) {
      try {
        for (const { path: file, text } of plan.files) await machine.writeText(file, text, 0o644)
        for (const command of plan.commands) await must(command)
        await proveAnswer(machine, wish, async () => (await state()).pid)
      } catch (error) {
        await run('launchctl', bootOut.slice(1))
        await machine.remove(path)
        const said = error instanceof Error ? error.message : String(error)
        throw new OwnServiceError(`${said}\nEverything was taken back.`, { cause: error })
      }
    },
    async planRemove() {
      if (!(await isOurs())) return null
      const notes = ['The state directory stays.']
      return { manager: 'launchd', name: ownLabel, files: [], commands: [bootOut, ['rm', path]], notes }
    },
    async remove() {
      // Its refusal means that it is not loaded, which is what is wanted.
      await run('launchctl', bootOut.slice(1))
      await machine.remove(path)
    },
  }
}
