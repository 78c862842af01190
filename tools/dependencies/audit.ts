export type AuditResult =
  | { kind: 'clean' }
  | { kind: 'vulnerable'; packages: string[] }
  | { kind: 'unreachable'; message: string }

/** Tells a clean answer from no answer: `npm audit` exits with 1 both for a finding and for a dead endpoint. */
export function readAudit(output: string): AuditResult {
  const report = parseObject(output)
  const vulnerabilities = report?.vulnerabilities
  // Without a report from the advisory service there is nothing that could be called clean.
  if (!report || typeof vulnerabilities !== 'object' || vulnerabilities === null || !('auditReportVersion' in report)) {
    const message = typeof report?.message === 'string' ? report.message : output.trim().slice(0, 300)
    return { kind: 'unreachable', message: message.replace(/https?:\/\/\S+/g, 'the advisory service') }
  }
  const packages = Object.entries(vulnerabilities).map(([name, one]) => `${name} (${severityOf(one)})`)
  return packages.length === 0 ? { kind: 'clean' } : { kind: 'vulnerable', packages }
}

function parseObject(output: string): Record<string, unknown> | undefined {
  // npm prints warnings around its JSON.
  const from = output.indexOf('\n{') === -1 ? output.indexOf('{') : output.indexOf('\n{')
  const to = output.lastIndexOf('}')
  if (from === -1 || to === -1) return undefined
  try {
    return JSON.parse(output.slice(from, to + 1)) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function severityOf(vulnerability: unknown): string {
  const isKnown = typeof vulnerability === 'object' && vulnerability !== null && 'severity' in vulnerability
  return isKnown ? String(vulnerability.severity) : 'unknown'
}
