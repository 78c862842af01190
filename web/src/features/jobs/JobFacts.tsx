import type { ReactNode } from 'react'
import { useClock, useNow } from '../../ui/clock.ts'
import { dayAndTime, duration, exactTime } from '../../ui/time-words.ts'
import type { Job } from '../../wire.ts'
import styles from './Jobs.module.css'
import { jobsWords } from './jobs-words.ts'

const words = jobsWords.facts

interface JobFactsProps {
  job: Job
  /** The host's clock minus this browser's. */
  agentOffset: number
  auditLink(id: string, label: string): ReactNode
}

/** When it began, how long it took or has taken so far, and where it is recorded. */
export function JobFacts({ job, agentOffset, auditLink }: JobFactsProps) {
  const now = useNow()
  const { timeZone } = useClock()
  const began = Date.parse(job.created_at) - agentOffset
  const ended = job.ended_at === null ? null : Date.parse(job.ended_at) - agentOffset
  return (
    <p className={styles.facts}>
      <time dateTime={job.created_at} title={exactTime(began, timeZone)}>
        {words.began(dayAndTime(began, now, timeZone))}
      </time>
      <span>{ended === null ? words.takes(duration(now - began)) : words.took(duration(ended - began))}</span>
      {job.audit_event_id !== null && auditLink(job.audit_event_id, words.audit)}
    </p>
  )
}
