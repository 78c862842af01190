import type { Schemas } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import type { Cli } from './cli.ts'
import { pairs } from './words/columns.ts'
import { printable } from './words/printable.ts'
import { size } from './words/size.ts'
import { findingText, span } from './words/status-text.ts'

/** `moltbot-ops info`: the agent and its host. */
export function addInfo(cli: Cli): void {
  cli
    .verb({
      usage: 'info',
      summary: 'Say what the agent knows about itself and its host',
      example: 'info',
      cannot: 'The host could not be read.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, answer, paint } = await cli.open(command)
      const info = await client.getSystemInfo()
      const findings = (info.findings ?? []).map((finding) => findingText(finding, paint))
      answer(info, () => [`${hostSentence(info)}\n${pairs(rowsOf(info))}`, ...findings].join('\n\n'))
    })
}

function hostSentence({ hostname, agent }: Schemas['SystemInfo']): string {
  const name = printable(hostname)
  if (agent?.mode === 'simulated') return `${name} is simulated, scenario ${printable(agent.scenario ?? 'unknown')}.`
  return `The agent watches ${name}.`
}

function rowsOf(info: Schemas['SystemInfo']): [string, string][] {
  const { agent, disks } = info
  const free = info.memory_available_bytes
  const rows: [string, string][] = [
    ['System', printable(`${info.os} ${info.os_version}, ${info.arch}`)],
    ['Processors', `${info.cpu_cores}${info.load_1m == null ? '' : `, load ${info.load_1m.toFixed(2)}`}`],
    ['Memory', `${size(info.memory_bytes)}${free == null ? '' : `, ${size(free)} free`}`],
  ]
  for (const disk of disks ?? []) {
    rows.push(['Disk', `${size(disk.free_bytes)} free of ${size(disk.total_bytes)} on ${printable(disk.mount)}`])
  }
  if (disks === undefined) rows.push(['Disk', `${size(info.disk_free_bytes)} free`])
  if (agent !== undefined) {
    rows.push(
      ['Agent', printable(`${agent.version}, contract ${agent.contract_version}, ${agent.id}`)],
      ['Runs for', span(agent.uptime_seconds)],
      ['Keys are in', stores[agent.secret_store]],
      ['Separation', separations[agent.separation]],
    )
  }
  return rows
}

const stores = {
  keychain: 'the keychain of the system',
  file: 'files that only it can read',
  simulated: 'files of the simulation',
}

const separations = {
  own_uid: 'no MoltBot runs as the user of the agent',
  none: 'none: a MoltBot of the agent’s own user can do what the agent can, so approvals here need the owner passphrase',
}
