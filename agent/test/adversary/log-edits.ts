/** A change of the audit file by somebody who may write it: every line of the file in, every line out. */
export interface LogEdit {
  name: string
  edit(lines: readonly string[]): string[]
}

/** The line of the change that the owner made, which is what somebody would want to be otherwise. */
const made = (lines: readonly string[]) =>
  lines.findIndex((line) => line.includes('"action":"applyConfig"') && line.includes('"outcome":"succeeded"'))

const change = (lines: readonly string[], edit: (line: string) => string) =>
  lines.with(made(lines), edit(lines[made(lines)] ?? ''))

export const logEdits: LogEdit[] = [
  { name: 'one flipped bit', edit: (lines) => change(lines, (line) => line.replace('succeeded', 'rucceeded')) },
  {
    name: 'another actor',
    edit: (lines) => change(lines, (line) => line.replace(/"subject":"[^"]*"/, '"subject":"host"')),
  },
  { name: 'an entry that is gone', edit: (lines) => lines.toSpliced(made(lines), 1) },
  {
    name: 'two entries the other way round',
    edit: (lines) => lines.toSpliced(made(lines) - 1, 2, lines[made(lines)] ?? '', lines[made(lines) - 1] ?? ''),
  },
  { name: 'an entry twice', edit: (lines) => lines.toSpliced(made(lines), 0, lines[made(lines)] ?? '') },
  { name: 'an end that is cut off', edit: (lines) => lines.slice(0, made(lines)) },
  { name: 'nothing at all', edit: () => [] },
]
