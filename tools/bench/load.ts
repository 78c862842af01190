import { runCommand } from '../gate/run-command.ts'

export interface Load {
  url: string
  seconds: number
  token?: string | undefined
}

export interface LoadResult {
  answers: number
  perSecond: number
}

/** Asks for `seconds` from a process of its own. Anything but a 200 makes the figure worthless. */
export async function putLoadOn({ url, seconds, token }: Load): Promise<LoadResult> {
  const headers = token === undefined ? [] : ['--headers', `authorization=Bearer ${token}`]
  const { output } = await runCommand(['autocannon', '--json', '-c', '16', '-d', String(seconds), ...headers, url])
  const report = JSON.parse(output.slice(output.indexOf('{')))
  const bad = report.non2xx + report.errors + report.timeouts
  if (bad > 0 || report['2xx'] === 0) throw new Error(`${url}: ${report['2xx']} good and ${bad} bad answers`)
  return { answers: report['2xx'], perSecond: report['2xx'] / report.duration }
}
