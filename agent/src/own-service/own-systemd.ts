import { join } from 'node:path'
import type { OwnMachine } from './own-machine.ts'
import type { OwnManager, OwnServiceState } from './own-manager.ts'
import { OwnServiceError } from './own-service-error.ts'
import { ownUnitMark, ownUnitName, ownUnitText } from './own-unit.ts'
import { proveAnswer } from './prove-answer.ts'

/** A system unit for root, for everybody else a unit of their own that lingering keeps. */
export function createOwnSystemd(machine: OwnMachine): OwnManager {
  const { user, run } = machine
  const isRoot = user.uid === 0
  const manager = isRoot ? 'systemd' : 'systemd_user'
  const folder = isRoot ? '/etc/systemd/system' : join(user.home, '.config/systemd/user')
  const path = join(folder, ownUnitName)
  const ctl = (...words: string[]) => ['systemctl', ...(isRoot ? [] : ['--user']), ...words]
  const must = async ([program = '', ...args]: readonly string[]): Promise<string> => {
    const { code, text } = await run(program, args)
    if (code === 0) return text
    throw new OwnServiceError(`\`${[program, ...args].join(' ')}\` failed: ${text.slice(-600)}`)
  }
  /** Null for no unit. @throws OwnServiceError for one that is not ours */
  const ownText = async (): Promise<string | null> => {
    const text = await machine.readText(path)
    if (text === null || text.startsWith(ownUnitMark)) return text
    throw new OwnServiceError(`${path} was not written by \`moltbot-ops service install\`, so it is left as it is.`)
  }
  const state = async (): Promise<OwnServiceState> => {
    const shown = await must(ctl('show', ownUnitName, '--property=ActiveState,MainPID,UnitFileState'))
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(shown)?.[1] ?? ''
    const pid = Number(value('MainPID'))
    return {
      manager,
      installed: (await ownText()) !== null,
      starts_at_boot: value('UnitFileState') === 'enabled' && (isRoot || (await lingers())),
      running: value('ActiveState') === 'active',
      pid: pid > 0 ? pid : null,
      path,
    }
  }
  const lingers = async () => (await machine.facts(join('/var/lib/systemd/linger', user.name))) !== null
  const takeBack = async (before: string | null, lingered: boolean): Promise<void> => {
    if (!isRoot && !lingered && (await lingers())) await must(['loginctl', 'disable-linger', user.name])
    if (before === null) {
      await run('systemctl', ctl('disable', '--now', ownUnitName).slice(1))
      await machine.remove(path)
      await must(ctl('daemon-reload'))
      await run('systemctl', ctl('reset-failed', ownUnitName).slice(1))
      return
    }
    await machine.writeText(path, before, 0o644)
    await must(ctl('daemon-reload'))
    await must(ctl('restart', ownUnitName))
  }
  const lastWords = async (): Promise<string> => {
    const args = [...(isRoot ? [] : ['--user']), '--unit', ownUnitName, '--lines=5', '--output=cat', '--no-pager']
    const { code, text } = await run('journalctl', args)
    return code === 0 && text !== '' ? `\nIts last words:\n${text.slice(-1000)}` : ''
  }

  return {
    state,
    async planInstall(wish) {
      await ownText()
      const { node, program } = machine
      const linger = isRoot || (await lingers()) ? [] : [['loginctl', 'enable-linger', user.name]]
      return {
        manager,
        name: ownUnitName,
        files: [{ path, text: ownUnitText({ node, program, ...wish }, isRoot ? 'system' : 'user') }],
        // Lingering first: where an administrator has to allow it, nothing else has happened yet.
        commands: [...linger, ctl('daemon-reload'), ctl('enable', ownUnitName), ctl('restart', ownUnitName)],
        notes: await notesFor(machine, wish.stateDir),
      }
    },
    async install(plan, wish) {
      const before = await ownText()
      const lingered = await lingers()
      try {
        for (const { path: file, text } of plan.files) await machine.writeText(file, text, 0o644)
        for (const command of plan.commands) await must(command)
        await proveAnswer(machine, wish, async () => (await state()).pid)
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
        files: [],
        commands: [ctl('disable', '--now', ownUnitName), ['rm', path], ctl('daemon-reload')],
        notes: [
          'The state directory stays. A MoltBot that the agent supervises goes on running, and nothing starts it again when it ends.',
          ...(isRoot ? [] : [`Lingering stays on; loginctl disable-linger ${user.name} ends it.`]),
        ],
      }
    },
    async remove() {
      await must(ctl('disable', '--now', ownUnitName))
      await machine.remove(path)
      await must(ctl('daemon-reload'))
    },
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
