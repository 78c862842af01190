import { join } from 'node:path'
import { carryOut, mustRun } from './carry-out.ts'
import type { OwnMachine } from './own-machine.ts'
import type { OwnManager, OwnServiceState } from './own-manager.ts'
import { OwnServiceError } from './own-service-error.ts'
import { ownIdentifier, ownUnitMark, ownUnitName, ownUnitText } from './own-unit.ts'
import { proveAnswer } from './prove-answer.ts'

/** An agent that cannot start is not waited for. */
const mostRestarts = 2

/** A system unit for root, for everybody else a unit of their own that lingering keeps. */
export function createOwnSystemd(machine: OwnMachine): OwnManager {
  const { user, run } = machine
  const isRoot = user.uid === 0
  const manager = isRoot ? 'systemd' : 'systemd_user'
  const folder = isRoot ? '/etc/systemd/system' : join(user.home, '.config/systemd/user')
  const path = join(folder, ownUnitName)
  const ctl = (...words: string[]) => ['systemctl', ...(isRoot ? [] : ['--user']), ...words]
  /** Null for no unit. @throws OwnServiceError for one that is not ours */
  const ownText = async (): Promise<string | null> => {
    const text = await machine.readText(path)
    if (text === null || text.startsWith(ownUnitMark)) return text
    throw new OwnServiceError(`${path} was not written by \`moltbot-ops service install\`, so it is left as it is.`)
  }
  const look = async () => {
    const properties = '--property=ActiveState,MainPID,NRestarts,UnitFileState'
    const shown = await mustRun(machine, ctl('show', ownUnitName, properties))
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(shown)?.[1] ?? ''
    return {
      running: value('ActiveState') === 'active',
      pid: Number(value('MainPID')) || null,
      restarts: Number(value('NRestarts')),
      enabled: value('UnitFileState') === 'enabled',
    }
  }
  const lingers = async () => (await machine.facts(join('/var/lib/systemd/linger', user.name))) !== null
  const state = async (): Promise<OwnServiceState> => {
    const installed = (await ownText()) !== null
    const { running, pid, enabled } = await look()
    return { manager, installed, starts_at_boot: enabled && (isRoot || (await lingers())), running, pid, path }
  }
  /** The process that systemd started. @throws OwnServiceError when it ends again and again */
  const startedPid = async (): Promise<number | null> => {
    const { pid, restarts } = await look()
    if (restarts >= mostRestarts) throw new OwnServiceError('The agent started and ended again.')
    return pid
  }
  const takeBack = async (before: string | null, lingered: boolean): Promise<void> => {
    if (!lingered && (await lingers())) await mustRun(machine, ['loginctl', 'disable-linger', user.name])
    const now = await machine.readText(path)
    if (now === before) return
    if (before === null) {
      // It may not be enabled or loaded yet.
      await run('systemctl', ctl('disable', '--now', ownUnitName).slice(1))
      await carryOut(machine, [{ remove: path }, { run: ctl('daemon-reload') }])
      await run('systemctl', ctl('reset-failed', ownUnitName).slice(1))
    } else {
      const again = { write: path, text: before }
      await carryOut(machine, [again, { run: ctl('daemon-reload') }, { run: ctl('restart', ownUnitName) }])
    }
  }
  const lastWords = async (): Promise<string> => {
    const whose = isRoot ? ['--unit', ownUnitName] : ['--user-unit', ownUnitName]
    const args = [...whose, `--identifier=${ownIdentifier}`, '--lines=5', '--output=cat', '--no-pager', '--quiet']
    const { code, text } = await run('journalctl', args)
    return code === 0 && text !== '' ? `\nIts last words:\n${text.slice(-1000)}` : ''
  }

  return {
    state,
    async planInstall(wish) {
      await ownText()
      const { node, program } = machine
      const text = ownUnitText({ node, program, ...wish }, isRoot ? 'system' : 'user')
      // Lingering first: where an administrator has to allow it, nothing else has happened yet.
      const linger = isRoot || (await lingers()) ? [] : [{ run: ['loginctl', 'enable-linger', user.name] }]
      const verbs = [ctl('daemon-reload'), ctl('enable', ownUnitName), ctl('restart', ownUnitName)]
      return {
        manager,
        name: ownUnitName,
        steps: [...linger, { write: path, text }, ...verbs.map((words) => ({ run: words }))],
        notes: await notesFor(machine, wish.stateDir),
      }
    },
    async install({ steps }, wish) {
      const before = await ownText()
      const lingered = await lingers()
      try {
        await carryOut(machine, steps)
        await proveAnswer(machine, wish, startedPid)
      } catch (error) {
        const said = `${error instanceof Error ? error.message : error}${await lastWords()}`
        await takeBack(before, lingered).catch((left: unknown) => {
          throw new OwnServiceError(`${said}\nAnd ${path} could not be taken back: ${left}`, { cause: error })
        })
        throw new OwnServiceError(`${said}\nEverything was taken back.`, { cause: error })
      }
    },
    async planRemove() {
      if ((await ownText()) === null) return null
      return {
        manager,
        name: ownUnitName,
        steps: [{ run: ctl('disable', '--now', ownUnitName) }, { remove: path }, { run: ctl('daemon-reload') }],
        notes: [
          'The state directory stays. A MoltBot that the agent supervises goes on running, and nothing starts it again when it ends.',
          ...(isRoot ? [] : [`Lingering stays on; loginctl disable-linger ${user.name} ends it.`]),
        ],
      }
    },
    remove: ({ steps }) => carryOut(machine, steps),
  }
}

async function notesFor(machine: OwnMachine, stateDir: string): Promise<string[]> {
  const notes = ['It starts with the machine, listens on 127.0.0.1 alone, and is started again when it ends.']
  if (machine.user.uid === 0) {
    return [...notes, 'It runs as root, so that it can run MoltBot under an account of its own.']
  }
  const keys = await machine.readText(join(stateDir, 'keys/store'))
  const locked = 'Its keys are in your keychain: after a restart of the machine it starts only once that is unlocked.'
  return keys?.trim() === 'keychain' ? [...notes, locked] : notes
}
