import { classNames } from '../../ui/class-names.ts'
import { useClock } from '../../ui/clock.ts'
import { Fingerprint } from '../../ui/Fingerprint.tsx'
import records from '../../ui/Records.module.css'
import { ago, dayAndTime, exactTime } from '../../ui/time-words.ts'
import type { Device } from '../../wire.ts'
import styles from './Access.module.css'
import { accessWords } from './access-words.ts'

const words = accessWords.devices

interface DeviceTableProps {
  devices: readonly Device[]
  now: number
  agentOffset: number
}

export function DeviceTable({ devices, now, agentOffset }: DeviceTableProps) {
  const { timeZone } = useClock()
  const here = (at: string) => Date.parse(at) - agentOffset
  const { columns } = words
  const names = new Map(devices.map((device) => [device.id, device.name]))
  return (
    <table className={classNames(records.table, records.list, styles.table)}>
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.role}</th>
          <th scope="col">{columns.key}</th>
          <th scope="col">{columns.paired}</th>
          <th scope="col">{columns.seen}</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <tr key={device.id}>
            <th scope="row">
              {device.name} {device.this_device && <span className={records.tag}>{words.here}</span>}
            </th>
            <td className={styles.whole} data-label={columns.role}>
              {accessWords.dialog.roles[device.role].name}
            </td>
            <td data-label={columns.key}>
              {device.key_fingerprint === null ? words.noKey : <Fingerprint value={device.key_fingerprint} />}
            </td>
            <td data-label={columns.paired} title={exactTime(here(device.paired_at), timeZone)}>
              {dayAndTime(here(device.paired_at), now, timeZone)},{' '}
              {words.by(names.get(device.paired_by) ?? device.paired_by)}
            </td>
            <td className={styles.whole} data-label={columns.seen}>
              {device.last_seen_at === null ? words.never : ago(here(device.last_seen_at), now)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
