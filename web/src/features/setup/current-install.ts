import type { Job } from '../../wire.ts'

const installKinds = ['install_local', 'install_ssh']
const shownForMs = 24 * 3_600_000

/** What the agent's list of jobs means for Setup. */
export interface InstallJobs {
  /** The install that runs, or the newest one until somebody here has taken note of how it ended. */
  install: Job | null
  /** Another job that runs and keeps an install from beginning. */
  other: Job | null
}

/**
 * @param jobs newest first
 * @param seenId the ended install that was taken note of in this browser
 * @param now by the host's clock, which job times are of
 */
export function installAmong(jobs: readonly Job[], seenId: string | null, now: number): InstallJobs {
  const isInstall = ({ kind }: Job) => installKinds.includes(kind)
  const running = jobs.find(({ ended_at }) => ended_at === null)
  const other = running !== undefined && !isInstall(running) ? running : null
  const newest = jobs.find(isInstall)
  if (newest === undefined) return { install: null, other }
  const isShown = newest.ended_at === null || (newest.id !== seenId && now - Date.parse(newest.ended_at) < shownForMs)
  return { install: isShown ? newest : null, other }
}
