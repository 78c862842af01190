import { createRedactor } from '@moltbot-ops/redact'
import type { ConfigPath } from '../path.ts'
import type { ParsedConfig } from '../text/parse-config.ts'
import type { Span, SyntaxNode } from '../text/syntax.ts'
import { mask } from './mask.ts'
import type { SecretPolicy } from './secret-policy.ts'

export interface MaskedText {
  text: string
  secrets: ConfigPath[]
}

/** The text of a config with every secret replaced by the mask, and secrets and personal data in comments by marks. */
export function maskText(config: ParsedConfig, policy: SecretPolicy): MaskedText {
  const leaves = policy.find(config.document)
  const secrets = leaves.map(({ path }) => path)
  const comments = maskedComments(config, policy)
  const spans = secretSpans(config.syntax.root, new Set(secrets.map(keyOf))).map((span) => {
    const first = config.text[span.start]
    const quote = first === "'" || first === '"' ? first : '"'
    return { ...span, by: `${quote}${mask}${quote}` }
  })
  const changes = [...spans, ...comments.map(({ span, shown }) => ({ ...span, by: shown }))]
  return { text: replaceSpans(config.text, changes), secrets }
}

/** Every comment of a text, as it is and as it is shown. The same text gives the same marks every time. */
export function maskedComments({ text, syntax, document }: ParsedConfig, policy: SecretPolicy) {
  const redactor = createRedactor()
  for (const { path, value } of policy.find(document)) redactor.addKnown(String(path.at(-1)), String(value))
  return syntax.comments.map((span) => {
    const original = text.slice(span.start, span.end)
    return { span, original, shown: redactor.text(original) }
  })
}

export function replaceSpans(text: string, changes: readonly (Span & { by: string })[]): string {
  let written = ''
  let at = 0
  for (const { start, end, by } of changes.toSorted((one, other) => one.start - other.start)) {
    written += text.slice(at, start) + by
    at = end
  }
  return written + text.slice(at)
}

function keyOf(path: ConfigPath): string {
  return JSON.stringify(path)
}

/** Of a key that is given twice the first value is dead, and nothing says what was in it: all of it is hidden. */
function secretSpans(root: SyntaxNode, secrets: ReadonlySet<string>): Span[] {
  const spans: Span[] = []
  const visit = (node: SyntaxNode, path: ConfigPath, isDead: boolean) => {
    if (node.kind === 'scalar') {
      if (isDead || secrets.has(keyOf(path))) spans.push({ start: node.start, end: node.end })
    } else if (node.kind === 'array') {
      for (const [index, { value }] of node.items.entries()) visit(value, [...path, index], isDead)
    } else {
      const last = new Map(node.members.map((member) => [member.key, member]))
      for (const member of node.members) {
        visit(member.value, [...path, member.key], isDead || last.get(member.key) !== member)
      }
    }
  }
  visit(root, [], false)
  return spans
}
