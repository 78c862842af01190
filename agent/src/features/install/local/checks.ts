import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../../core/clock.ts'
import type { Method, Survey } from './survey.ts'

type Check = components['schemas']['PreflightCheck']
type InstallMethod = components['schemas']['InstallMethod']

const gib = 1024 ** 3
/** Measured: 650 MB of packages and 190 MB of Node, a copy of each while they are unpacked. */
const leastDiskBytes = 2 * gib
const leastMemoryBytes = gib
/** With less, upstream reports that the start runs out of memory. */
const goodMemoryBytes = 2 * gib

export const neededBytes = (survey: Survey): number => {
  const known = 'tree' in survey.npm ? survey.npm.tree.unpackedBytes : null
  return known === null ? leastDiskBytes : Math.max(leastDiskBytes, Math.round(known * 1.3) + 400 * 1024 ** 2)
}

/** Why each way works or does not; the recommended one first works and then is the safest. */
export function judgeMethods(survey: Survey): InstallMethod[] {
  const { engine, image, brew, npm } = survey
  const docker = ((): { available: boolean; reason: string } => {
    if (engine === null) return { available: false, reason: 'No container engine answers on this host.' }
    if (image === null || image.kind === 'none') return { available: false, reason: image?.reason ?? 'No image.' }
    const root = engine.rootless ? '' : ' Using this engine is as powerful as being root.'
    return { available: true, reason: `Engine ${engine.version} answers; MoltBot is kept apart from the host.${root}` }
  })()
  const package_ =
    'fault' in npm
      ? { available: false, reason: npm.fault.message }
      : { available: true, reason: `OpenClaw ${npm.version.version} and the Node that it needs can be installed.` }
  const homebrew = {
    available: false,
    reason:
      brew === null
        ? 'There is no Homebrew on this host.'
        : 'Homebrew has no formula or cask of OpenClaw that could be checked.',
  }
  const order: [Method, { available: boolean; reason: string }][] = [
    ['docker', docker],
    ['npm', package_],
    ['brew', homebrew],
  ]
  const recommended = order.find(([, { available }]) => available)?.[0]
  return order.map(([method, judged]) => ({ method, ...judged, recommended: method === recommended }))
}

/** What stands in the way of one method, each with its fix. */
export function checkSurvey(survey: Survey, method: Method, at: number): Check[] {
  const { place, disk, port, portTakenBy, managers, installed, memoryBytes, agentIsRoot } = survey
  const make = (
    id: string,
    status: Check['status'],
    title: string,
    more: { detail?: string; fix?: string; statement?: string } = {},
  ): Check => ({
    id,
    status,
    finding: {
      id: `install_${id}`,
      severity: status === 'blocking' ? 'critical' : status === 'warning' ? 'warning' : 'info',
      title,
      ...(more.detail === undefined ? {} : { detail: more.detail }),
      evidence: more.statement === undefined ? [] : [{ kind: 'host', statement: more.statement, at: isoTime(at) }],
      ...(more.fix === undefined ? {} : { fix_action: { title: more.fix, command: null } }),
    },
  })
  const checks: Check[] = []

  const chosen = judgeMethods(survey).find((one) => one.method === method)
  if (chosen && !chosen.available)
    checks.push(make('method', 'blocking', chosen.reason, { fix: 'Choose another way.' }))
  if (method === 'npm' && 'fault' in survey.npm) {
    checks.push(make('package', 'blocking', survey.npm.fault.message, { fix: 'Correct it and check again.' }))
  }
  if (method === 'npm' && 'tree' in survey.npm) {
    const { tree, version, node, channel } = survey.npm
    checks.push(make('package', 'ok', `OpenClaw ${version.version} with ${tree.packages} packages was found.`))
    checks.push(
      make('node', 'ok', `It gets its own Node ${node.version}.`, { statement: `it needs ${version.node ?? 'any'}` }),
    )
    if (channel.fallback !== null) checks.push(make('channel', 'warning', channel.fallback))
    if (version.deprecated !== null)
      checks.push(make('deprecated', 'warning', `Its publisher says: ${version.deprecated}`))
    if (tree.installScripts.length > 0) {
      const names = tree.installScripts.slice(0, 20).join(', ')
      checks.push(
        make('scripts', 'warning', `${tree.installScripts.length} packages want to run scripts; they are not run.`, {
          detail: names,
        }),
      )
    }
  }
  if (method === 'docker' && survey.engine !== null && !survey.engine.rootless) {
    checks.push(make('engine', 'warning', 'Using this container engine is as powerful as being root on this host.'))
  }

  const needed = neededBytes(survey)
  if (disk === null) checks.push(make('disk', 'not_checked', 'The free disk space could not be read.'))
  else {
    const enough = disk.freeBytes >= needed
    checks.push(
      make(
        'disk',
        enough ? 'ok' : 'blocking',
        `${size(disk.freeBytes)} are free on ${disk.mount}, ${size(needed)} are needed.`,
        {
          ...(enough ? {} : { fix: `Free ${size(needed - disk.freeBytes)} on ${disk.mount}.` }),
        },
      ),
    )
  }
  const memory = memoryBytes < leastMemoryBytes ? 'blocking' : memoryBytes < goodMemoryBytes ? 'warning' : 'ok'
  checks.push(
    make('memory', memory, `The machine has ${size(memoryBytes)} of memory.`, {
      ...(memory === 'ok' ? {} : { fix: 'MoltBot needs about 1 GB while it starts; give the machine 2 GB or more.' }),
    }),
  )
  checks.push(
    portTakenBy === null
      ? make('port', 'ok', `Port ${port} is free.`)
      : make('port', 'blocking', `Port ${port} is taken by ${portTakenBy}.`, {
          fix: 'Choose another port or end that program.',
        }),
  )
  const same = installed.find(({ identity }) => identity === place.stateDir)
  if (same) {
    checks.push(
      make('existing', 'blocking', `There is a MoltBot in ${place.stateDir} already (${same.label}).`, {
        fix: 'Use that one, or remove it first.',
      }),
    )
  } else if (survey.isConfigThere) {
    checks.push(
      make('existing', 'blocking', `There is a configuration of a MoltBot already: ${place.configPath}.`, {
        fix: 'Move it away first; nothing is written over it.',
      }),
    )
  } else if (installed.length > 0) {
    checks.push(
      make(
        'existing',
        'warning',
        `There is a MoltBot on this host already: ${installed.map(({ label }) => label).join(', ')}. This will be another one.`,
      ),
    )
  } else checks.push(make('existing', 'ok', 'No other MoltBot was found on this host.'))

  const manager = chooseManager(survey, method)
  checks.push(
    manager === null
      ? make('service', 'blocking', 'Nothing here can keep MoltBot running.', {
          detail: managers.map(({ reason }) => reason).join(' '),
        })
      : make('service', 'ok', `MoltBot is kept running by ${managerName(manager)}.`),
  )
  if (place.makesAccount) checks.push(make('account', 'ok', `The account ${place.owner.name} is made for it.`))
  else if (survey.accountIsBusy && method === 'npm') {
    checks.push(
      make('account', 'blocking', `Something runs as ${place.owner.name} already.`, {
        detail: 'It could change what is installed before that is made unchangeable for it.',
        fix: `End what runs as ${place.owner.name}.`,
      }),
    )
  } else if (!agentIsRoot && method === 'npm') {
    checks.push(
      make('account', 'warning', `MoltBot runs as ${place.owner.name}, who also runs this agent.`, {
        detail:
          'It can then read what this agent keeps, and change its own program. Run the agent as root to keep them apart.',
      }),
    )
  }
  return checks
}

const preference = ['systemd', 'systemd_user', 'launchd', 'supervised'] as const

/** The wished manager where it works, else the best that does. Null where none does. */
export function chooseManager({ managers, wishes }: Survey, method: Method) {
  const works = (kind: string) => managers.some((one) => one.kind === kind && one.available)
  if (method === 'docker') return works('docker') ? ('docker' as const) : null
  if (wishes.serviceManager !== undefined) return works(wishes.serviceManager) ? wishes.serviceManager : null
  return preference.find(works) ?? null
}

export function managerName(kind: string): string {
  if (kind === 'systemd_user') return "systemd, in the user's own session"
  if (kind === 'supervised') return 'this agent itself'
  if (kind === 'docker') return 'the container engine'
  return kind
}

/** Decimal, as disks are sold: `1.4 GB`. */
export function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`
}
