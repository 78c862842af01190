import type { Meters } from '../host.ts'

/** The agent's own process, as Node tells it on every system. */
export const ownMeter: Meters['agent'] = () => {
  const { user, system } = process.cpuUsage()
  return { cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss() }
}
