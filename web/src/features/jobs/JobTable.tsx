import type { ReactNode } from 'react'
import { endOf } from '../../consent/job-words.ts'
import { classNames } from '../../ui/class-names.ts'
import { useClock, useNow } from '../../ui/clock.ts'
import { Mark } from '../../ui/Mark.tsx'
import records from '../../ui/Records.module.css'
import { dayAndTime, duration, exactTime } from '../../ui/time-words.ts'
import type { Job } from '../../wire.ts'
import styles from './Jobs.module.css'
import { jobsWords, statusWords } from './jobs-words.ts'

const words = jobsWords.columns

interface JobTableProps {
  jobs: readonly Job[]
  /** The host's clock minus this browser's. */
  agentOffset: number
  jobLink(id: string, label: string): ReactNode
}

export function JobTable({ jobs, agentOffset, jobLink }: JobTableProps) {
  const now = useNow()
  const { timeZone } = useClock()
  return (
    <table className={classNames(records.table, records.list, styles.table)}>
      <thead>
        <tr>
          <th scope="col">{words.job}</th>
          <th scope="col">{words.status}</th>
          <th scope="col">{words.began}</th>
          <th scope="col" className={styles.took}>
            {words.took}
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => {
          const began = Date.parse(job.created_at) - agentOffset
          const ended = job.ended_at === null ? now : Date.parse(job.ended_at) - agentOffset
          return (
            <tr key={job.id}>
              <th scope="row">{jobLink(job.id, job.title)}</th>
              <td>
                <span className={records.marked}>
                  <Mark kind={endOf(job)?.mark ?? 'busy'} />
                  {statusWords(job)}
                </span>
              </td>
              <td>
                <time dateTime={job.created_at} title={exactTime(began, timeZone)}>
                  {dayAndTime(began, now, timeZone)}
                </time>
              </td>
              <td className={styles.took}>{duration(ended - began)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
