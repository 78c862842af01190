import { join } from 'node:path'
import { carryOut } from './carry-out.ts'
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
  /** Null for no file. @throws OwnServiceError for one that is not ours */
  const ownText = async (): Promise<string | null> => {
    const text = await machine.readText(path)
    if (text === null || text.includes(ownPlistMark)) return text
    throw new OwnServiceError(`${path} was not written by \`moltbot-ops service install\`, so it is left as it is.`)
  }
  const state = async (): Promise<OwnServiceState> => {
    const { code, text } = await run('launchctl', ['print', target])
    const pid = code === 0 ? /^\s*pid = (\d+)$/m.exec(text)?.[1] : undefined
    const installed = (await ownText()) !== null
    return {
      manager: 'launchd',
      installed,
      starts_at_boot: installed,
      running: pid !== undefined,
      pid: pid === undefined ? null : Number(pid),
      path,
    }
  }
  const isLoaded = async () => (await run('launchctl', ['print', target])).code === 0
  const load = { run: ['launchctl', 'bootstrap', domain, path] }
  const unload = async () => ((await isLoaded()) ? [{ run: ['launchctl', 'bootout', target] }] : [])
  return {
    state,
    async planInstall(wish) {
      await ownText()
      const { node, program } = machine
      const text = ownPlistText({ node, program, ...wish }, join(wish.stateDir, 'service.log'))
      return {
        manager: 'launchd',
        name: ownLabel,
        steps: [...(await unload()), { write: path, text }, load],
        notes: [
          isRoot
            ? 'It starts with the machine and runs as root.'
            : 'It starts when you log in, for launchd has no services of a user who is not logged in.',
        ],
      }
    },
    async install({ steps }, wish) {
      const before = await ownText()
      try {
        await carryOut(machine, steps)
        await proveAnswer(machine, wish, async () => (await state()).pid)
      } catch (error) {
        const back = before === null ? [{ remove: path }] : [{ write: path, text: before }, load]
        await carryOut(machine, [...(await unload()), ...back])
        const said = error instanceof Error ? error.message : String(error)
        throw new OwnServiceError(`${said}\nEverything was taken back.`, { cause: error })
      }
    },
    async planRemove() {
      if ((await ownText()) === null) return null
      const steps = [...(await unload()), { remove: path }]
      return { manager: 'launchd', name: ownLabel, steps, notes: ['The state directory stays.'] }
    },
    remove: ({ steps }) => carryOut(machine, steps),
  }
}
