import type { components } from '@moltbot-ops/api/types'
import type { Evidence, History } from './evidence.ts'
import { invalidEdit } from './judge-ready.ts'
import type { FindingId } from './reason-codes.ts'
import { type EvidenceItem, seen } from './verdict.ts'
import { size } from './words.ts'

type Finding = Omit<components['schemas']['Finding'], 'id'> & { id: FindingId }

const lowShare = 0.1
const criticalShare = 0.03

/** What is worth a person's attention beside the state itself. */
export function findingsOf(evidence: Evidence, history: History): Finding[] {
  return [
    pendingInvalidEdit(evidence),
    unreadableConfig(evidence),
    foreignPort(evidence),
    ...exposure(evidence),
    lowDisk(evidence),
    root(evidence),
    recentCrashes(evidence, history),
    oldProduct(evidence),
  ].filter((finding) => finding !== null)
}

function pendingInvalidEdit(evidence: Evidence): Finding | null {
  const reason = invalidEdit(evidence)
  if (!reason) return null
  return {
    id: 'pending_invalid_edit',
    severity: 'critical',
    title: 'The config on disk is invalid: the next start will fail.',
    detail: reason.message,
    evidence: reason.evidence,
    fix_action: {
      title: 'Check the file, and repair it or put an earlier version back before the next restart',
      command: 'moltbot-ops config validate',
    },
  }
}

function unreadableConfig({ at, config, installation }: Evidence): Finding | null {
  if (config.kind !== 'refused') return null
  const said = seen(at.wall, 'file', 'The config was not read.', { quote: config.message })
  const title =
    config.reason === 'unsafe'
      ? 'The config is not a file of MoltBot’s own user, so it was not read.'
      : 'The config cannot be read.'
  return { id: 'config_unreadable', severity: 'warning', title, detail: installation.configPath, evidence: [said] }
}

function foreignPort({ at, listener, port, process, probe }: Evidence): Finding | null {
  const foreign =
    listener.kind === 'other' || (listener.kind === 'unclaimed' && process === null && probe?.kind !== 'answered')
  if (!foreign) return null
  const { pid, uid, address } = listener.listener
  const who = pid === null ? `A process of user ${uid}` : `Process ${pid} of user ${uid}`
  return {
    id: 'port_owned_by_other',
    severity: 'warning',
    title: `Another program listens on MoltBot’s port ${port}.`,
    detail: 'MoltBot cannot start there until that program ends or one of them takes another port.',
    evidence: [seen(at.wall, 'host', `${who} listens on ${address}:${port}.`)],
  }
}

function exposure({ at, config }: Evidence): Finding[] {
  if (config.kind !== 'read') return []
  const { bind, authMode } = config.config
  const said: EvidenceItem[] = [
    seen(at.wall, 'file', 'So it stands in the config.', {
      quote: `gateway.bind ${bind ?? '(default)'}, gateway.auth.mode ${authMode ?? '(default)'}`,
    }),
  ]
  const open = bind !== null && !['loopback', 'auto'].includes(bind)
  if (authMode !== 'none') return []
  return open
    ? [
        {
          id: 'gateway_exposed',
          severity: 'critical',
          title: 'Everybody on the network can command MoltBot: it listens there without any login.',
          evidence: said,
        },
      ]
    : [
        {
          id: 'gateway_without_auth',
          severity: 'warning',
          title: 'Every user of this machine can command MoltBot: it asks for no token.',
          evidence: said,
        },
      ]
}

function lowDisk({ at, disk }: Evidence): Finding | null {
  const share = disk && disk.totalBytes > 0 ? disk.freeBytes / disk.totalBytes : 1
  if (!disk || share >= lowShare) return null
  const statement = `${size(disk.freeBytes)} of ${size(disk.totalBytes)} are free on ${disk.mount}.`
  return {
    id: 'disk_low',
    severity: share < criticalShare ? 'critical' : 'warning',
    title: `The disk of MoltBot’s state is nearly full: ${Math.floor(share * 100)} % free.`,
    detail: 'MoltBot loses messages and may damage its database when it cannot write.',
    evidence: [seen(at.wall, 'host', statement)],
  }
}

function root({ at, process }: Evidence): Finding | null {
  if (process?.uid !== 0) return null
  return {
    id: 'runs_as_root',
    severity: 'warning',
    title: 'MoltBot runs as root: what its model is talked into, it can do to the whole machine.',
    evidence: [seen(at.wall, 'process', `Process ${process.pid} runs as ${process.userName ?? 'user 0'}.`)],
    fix_action: { title: 'Move it to a user of its own' },
  }
}

function recentCrashes({ at, process }: Evidence, { crashes }: History): Finding | null {
  if (process === null || crashes.length < 2) return null
  const said = seen(at.wall, 'process', `${crashes.length} starts ended badly within the last 10 minutes.`)
  return {
    id: 'recent_crashes',
    severity: 'warning',
    title: `It was started again after ${crashes.length} bad ends in 10 minutes.`,
    evidence: [said],
  }
}

function oldProduct({ at, installation }: Evidence): Finding | null {
  if (installation.product === 'openclaw') return null
  const said = seen(at.wall, 'file', `The state directory is ${installation.stateDir}.`)
  const name = installation.product === 'clawdbot' ? 'Clawdbot' : 'Moltbot'
  return {
    id: 'old_product',
    severity: 'info',
    title: `This is ${name}, the name before OpenClaw; today’s OpenClaw does not read it.`,
    evidence: [said],
  }
}
