const levels: Record<number, string> = { 2: 'DEBUG', 3: 'INFO', 4: 'WARN', 5: 'ERROR' }
const isoMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const isoOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is wrong with a line of MoltBot's log file (2026.9.3 to 2026.9.6); null for a good one. */
export function logLineFault(line: string): string | null {
  let entry: unknown
  try {
    entry = JSON.parse(line)
  } catch {
    return 'it is not JSON'
  }
  if (!isObject(entry)) return 'it is not an object'
  const { _meta: meta, time, hostname, message } = entry
  if (!isObject(meta)) return '_meta is missing'
  if (levels[Number(meta.logLevelId)] !== meta.logLevelName) return `level ${meta.logLevelId} is ${meta.logLevelName}`
  if (!isoMs.test(String(meta.date))) return `_meta.date is ${meta.date}`
  if (!isoOffset.test(String(time))) return `time is ${time}`
  if (Math.abs(Date.parse(String(time)) - Date.parse(String(meta.date))) > 100) return 'time and _meta.date differ'
  if (typeof hostname !== 'string' || meta.hostname !== hostname) return 'the host names differ'
  if (meta.runtime !== 'node') return `runtime is ${meta.runtime}`
  const spoken = isObject(entry['1']) ? entry['2'] : (entry['1'] ?? entry['0'])
  // An empty line that was printed has no message at all.
  if (spoken === '' ? message !== undefined : message !== spoken) return `message is not the last argument: ${spoken}`
  return nameFault(entry, meta)
}

function nameFault(entry: Fields, meta: Fields): string | null {
  if (meta.name === 'openclaw') return '1' in entry ? 'a printed line has one argument' : null
  if (entry['0'] !== meta.name) return 'the name is not the first argument'
  const name: unknown = JSON.parse(String(meta.name))
  if (!isObject(name) || !('subsystem' in name || 'module' in name)) return `the name is ${meta.name}`
  return Array.isArray(meta.parentNames) && meta.parentNames[0] === 'openclaw' ? null : 'parentNames are missing'
}
