import type { ParsedConfig } from './parse-config.ts'
import type { SyntaxNode } from './syntax.ts'

/** How the author of a text writes; what is added is written the same way. */
export interface Style {
  newline: string
  /** One level of indentation. */
  indent: string
  quote: '"' | "'"
  /** Keys that are identifiers stand without quotes. */
  bareKeys: boolean
  /** A list over several lines ends with a comma. */
  trailingComma: boolean
}

export const jsonStyle: Style = { newline: '\n', indent: '  ', quote: '"', bareKeys: false, trailingComma: false }

export function styleOf({ text, syntax }: Pick<ParsedConfig, 'text' | 'syntax'>): Style {
  const counts = { single: 0, double: 0, bare: 0, trailing: 0, plain: 0 }
  const countQuote = (at: number) => {
    if (text[at] === "'") counts.single++
    else if (text[at] === '"') counts.double++
    return text[at] === "'" || text[at] === '"'
  }
  const visit = (node: SyntaxNode) => {
    if (node.kind === 'scalar') {
      countQuote(node.start)
      return
    }
    const children = node.kind === 'object' ? node.members : node.items
    const last = children.at(-1)
    if (last && /[\n\r]/.test(text.slice(last.value.end, node.end))) {
      if (last.commaAt === null) counts.plain++
      else counts.trailing++
    }
    if (node.kind === 'object') {
      for (const { keySpan } of node.members) if (!countQuote(keySpan.start)) counts.bare++
    }
    for (const { value } of children) visit(value)
  }
  visit(syntax.root)
  const firstKey = syntax.root.kind === 'object' ? syntax.root.members[0]?.keySpan.start : undefined
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    indent: (firstKey === undefined ? null : indentBefore(text, firstKey)) || jsonStyle.indent,
    quote: counts.single > counts.double ? "'" : '"',
    bareKeys: counts.bare > 0,
    trailingComma: counts.trailing > counts.plain,
  }
}

/** The white space from the start of the line to `at`; null when something else stands before it on its line. */
export function indentBefore(text: string, at: number): string | null {
  let start = at
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--
  const before = text[start - 1]
  return before === undefined || before === '\n' || before === '\r' ? text.slice(start, at) : null
}

/** The white space that the line of `at` begins with. */
export function indentOfLine(text: string, at: number): string {
  const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? ''
}
