import { dirname, join } from 'node:path'
import type { Folders, Owner, Place, Programs, ServiceDefinition, ServiceManager } from '../../../../effects.ts'
import { type Files, HostError } from '../../../../host.ts'
import { checkCommanded, checkDefinition, checkName } from '../check-definition.ts'
import { enableLinger, lingerFile, lingers, withoutLingering } from './linger.ts'
import { createSystemctl } from './systemctl.ts'
import { type UnitScope, unitMark, unitName, unitText } from './unit.ts'
import { parseUnitState, stateProperties } from './unit-state.ts'

export interface SystemdDeps {
  programs: Programs
  folders: Pick<Folders, 'writeFile' | 'makeDirectory' | 'remove'>
  files: Files
  /** As whom the agent runs. */
  self: Owner
}

const systemFolder = '/etc/systemd/system'
const mostUnitBytes = 256 * 1024

/** A system unit with `User=`: how a root agent keeps MoltBot running, under whatever account that is. */
export function createSystemd(deps: SystemdDeps): ServiceManager {
  return createManager(deps, 'system')
}

/** A unit of the agent's own user, which survives logout by lingering. */
export function createSystemdUser(deps: SystemdDeps): ServiceManager {
  return createManager(deps, 'user')
}

function createManager(deps: SystemdDeps, scope: UnitScope): ServiceManager {
  const { folders, files, programs, self } = deps
  const ctl = createSystemctl(programs, scope, self)
  // A user's unit is its own file; a system unit is root's, whoever MoltBot runs as.
  const place: Place = { owner: self, root: scope === 'system' ? systemFolder : self.home }
  const folder = scope === 'system' ? systemFolder : join(self.home, '.config/systemd/user')
  const pathOf = (name: string) => join(folder, unitName(name))

  const isOurs = async (path: string): Promise<boolean> => {
    const text = await files.readText(path, { ownerUid: self.uid, maxBytes: mostUnitBytes })
    if (text === null) return false
    if (text.startsWith(unitMark)) return true
    throw new HostError('unsafe', `${path} was not written by MoltBot Ops, so it is left as it is.`)
  }
  const takeAway = async (name: string): Promise<void> => {
    await folders.remove(pathOf(name), place)
    await ctl.must('daemon-reload')
    await ctl.ask('reset-failed', unitName(name))
  }
  /** A start that was refused for too many tries would refuse the person's as well. */
  const freshly = async (verb: 'start' | 'restart', name: string): Promise<void> => {
    checkCommanded(name)
    await ctl.ask('reset-failed', unitName(name))
    await ctl.must(verb, unitName(name))
  }

  return {
    kind: scope === 'system' ? 'systemd' : 'systemd_user',
    available: (owner) => availability(deps, scope, owner),
    async preview(definition) {
      checkDefinition(definition)
      const unit = { path: pathOf(definition.name), text: unitText(definition, scope) }
      return scope === 'system' || (await lingers(deps)) ? [unit] : [unit, { path: lingerFile(self), text: '' }]
    },
    async install(definition) {
      checkDefinition(definition)
      refuseOthers(definition, scope, self)
      const text = unitText(definition, scope)
      const path = pathOf(definition.name)
      await isOurs(path)
      if (scope === 'user') await makeFolders(deps, folder, place)
      await folders.writeFile(path, Buffer.from(text), { ...place, mode: scope === 'system' ? 0o644 : 0o600 })
      try {
        await ctl.must('daemon-reload')
        await ctl.must('enable', unitName(definition.name))
        if (scope === 'user') await enableLinger(deps)
      } catch (error) {
        // A half-made unit would start at the next boot.
        await takeAway(definition.name).catch((left: unknown) => {
          throw new HostError('failed', `${path} could not be taken back: ${messageOf(left)}`, error)
        })
        throw error
      }
    },
    async remove(name) {
      checkName(name)
      if (!(await isOurs(pathOf(name)))) return
      await ctl.must('disable', '--now', unitName(name))
      await takeAway(name)
    },
    start: (name) => freshly('start', name),
    restart: (name) => freshly('restart', name),
    async stop(name) {
      checkCommanded(name)
      await ctl.must('stop', unitName(name))
    },
    async state(name) {
      checkCommanded(name)
      const shown = await ctl.must('show', unitName(name), `--property=${stateProperties.join(',')}`)
      const state = parseUnitState(shown)
      if (scope === 'system' || !state.installed || state.message !== null || (await lingers(deps))) return state
      return { ...state, message: withoutLingering(self) }
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function refuseOthers({ owner }: ServiceDefinition, scope: UnitScope, self: Owner): void {
  if (scope === 'user' && owner.uid !== self.uid) {
    throw new HostError('denied', `A unit of ${self.name} cannot run as ${owner.name}.`)
  }
}

/** Folder by folder, because each may be a symlink of somebody who wants another one to be made. */
async function makeFolders(deps: SystemdDeps, folder: string, place: Place): Promise<void> {
  const { folders, files } = deps
  if (folder === place.root || (await files.facts(folder)) !== null) return
  await makeFolders(deps, dirname(folder), place)
  await folders.makeDirectory(folder, { ...place, mode: 0o700 })
}

async function availability(
  { files, programs, self }: SystemdDeps,
  scope: UnitScope,
  owner: Owner,
): Promise<{ available: boolean; reason: string }> {
  const no = (reason: string) => ({ available: false, reason })
  if ((await files.facts('/run/systemd/system')) === null) return no('No systemd runs this host.')
  if (scope === 'system') {
    if (self.uid !== 0) return no('Only root may make a system unit.')
    return { available: true, reason: `A system unit keeps it running as ${owner.name}, also after a reboot.` }
  }
  if (self.uid === 0) return no('A root agent makes system units.')
  if (owner.uid !== self.uid) return no(`A unit of ${self.name} cannot run as ${owner.name}.`)
  const { code } = await createSystemctl(programs, scope, self).ask('show', '--property=Version')
  if (code !== 0) return no(`systemd does not run services of ${self.name} now: there is no session and no lingering.`)
  return { available: true, reason: `A unit of ${self.name} keeps it running, with lingering also after a logout.` }
}
