/** A family of the text format, see https://prometheus.io/docs/instrumenting/exposition_formats/ (version 0.0.4). */
export interface Family {
  name: string
  type: 'gauge' | 'counter'
  help: string
  /** One whose value is null is left out: there is no sample of what is not known. */
  samples: { labels?: Record<string, string>; value: number | null }[]
}

/** What a scraper is told that the text is. */
export const expositionMedia = 'text/plain; version=0.0.4; charset=utf-8'

/** Families without a sample are left out as a whole. */
export function expositionOf(families: readonly Family[]): string {
  return families
    .map(({ name, type, help, samples }) => {
      const lines = samples.flatMap(({ labels = {}, value }) =>
        value === null || !Number.isFinite(value) ? [] : [`${name}${labelText(labels)} ${value}\n`],
      )
      return lines.length === 0 ? '' : `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join('')}`
    })
    .join('')
}

function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeValue(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}

/** A carriage return would end the line for some readers. */
function escapeValue(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"').replaceAll('\r', ' ')
}
