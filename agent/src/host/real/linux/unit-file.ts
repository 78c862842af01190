export interface UnitFile {
  environment: Record<string, string>
  execStart: string
}

/** What matters of a systemd unit: `Environment=` and `ExecStart=`, see systemd.exec(5) and systemd.syntax(7). */
export function parseUnitFile(text: string): UnitFile {
  const unit: UnitFile = { environment: {}, execStart: '' }
  for (const line of text.replace(/\\\n\s*/g, ' ').split('\n')) {
    const [, key, value = ''] = /^\s*(Environment|ExecStart)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (key === 'ExecStart') unit.execStart = value
    if (key === 'Environment') Object.assign(unit.environment, value === '' ? {} : assignments(value))
    // An empty assignment resets the list.
    if (key === 'Environment' && value === '') unit.environment = {}
  }
  return unit
}

/** `A=1 "B=two words" 'C=3'`, with the escapes of double quotes undone. */
function assignments(text: string): Record<string, string> {
  const words = [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)]
  const pairs = words.map(([, double, single, bare]) => double?.replace(/\\(.)/g, '$1') ?? single ?? bare ?? '')
  return Object.fromEntries(
    pairs
      .filter((pair) => pair.includes('='))
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )
}
