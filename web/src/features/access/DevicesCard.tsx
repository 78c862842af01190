import { useQuery } from '@tanstack/react-query'
import { useConsole, useSessionOffset } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { devicesQuery } from '../../session/queries.ts'
import { ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import { useNow } from '../../ui/clock.ts'
import styles from './Access.module.css'
import { accessWords as words } from './access-words.ts'
import { DeviceTable } from './DeviceTable.tsx'

export function DevicesCard() {
  const { client } = useConsole()
  const now = useNow(10_000)
  const agentOffset = useSessionOffset()
  const devices = useQuery(devicesQuery(client))
  if (devices.isError) {
    return (
      <ErrorBox
        title={words.failed.devices}
        why={failureWords(devices.error)}
        onAgain={() => void devices.refetch()}
        busy={devices.isFetching}
      />
    )
  }
  if (devices.data === undefined) return <LoadingBox what={words.loading.devices} />
  return (
    <>
      <DeviceTable devices={devices.data} now={now} agentOffset={agentOffset} />
      <div className={styles.command}>
        <p className={styles.note}>{words.devices.atHost}</p>
        <CopyCommand command={words.devices.command} />
      </div>
    </>
  )
}
