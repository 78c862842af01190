import { size } from '../../../ui/size-words.ts'
import setup from '../Setup.module.css'
import type { HostFacts } from './ssh-model.ts'
import { sshWords } from './ssh-words.ts'

const words = sshWords.facts

/** What the host said of itself. */
export function HostFactsView({ facts }: { facts: HostFacts }) {
  const { os, arch, hostname, cpu_cores, memory_bytes, disk_free_bytes, init, docker, node, user, root } = facts
  const machine = [
    hostname,
    arch,
    cpu_cores === null ? '' : words.cores(cpu_cores),
    memory_bytes === null ? '' : words.memory(size(memory_bytes)),
  ]
  const rows: [string, string][] = [
    [words.os, os],
    [words.machine, machine.filter(Boolean).join(', ')],
    [words.disk, disk_free_bytes === null ? words.unknown : size(disk_free_bytes)],
    [words.service, init ?? words.unknown],
    [words.docker, docker ?? words.none],
    [words.node, node ?? words.none],
    [words.user, `${user}, ${words.roots[root]}`],
  ]
  return (
    <dl className={setup.place}>
      {rows.map(([name, value]) => (
        <div key={name} className={setup.placeRow}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
