import type { JsonObject } from '../../json.ts'
import { sameValue } from '../same-value.ts'
import { editConfig } from '../text/edit-config.ts'
import type { ConfigProblem } from '../text/limits.ts'
import { type ParsedConfig, parseConfig } from '../text/parse-config.ts'
import { placeAt } from '../text/syntax.ts'
import { maskedComments, maskText, replaceSpans } from './mask-text.ts'
import type { SecretPolicy } from './secret-policy.ts'
import { unmaskConfig } from './unmask.ts'

export type UnmaskedText =
  | { ok: true; text: string; document: JsonObject }
  | { ok: false; problems: Pick<ConfigProblem, 'path' | 'place' | 'message'>[] }

const mark = /\[redacted:[\w-]+#\w+\]/

/** Puts secrets and comments back into a text that was shown masked. What was shown gives what is there, byte for byte. */
export function unmaskText(sent: string, current: ParsedConfig, policy: SecretPolicy): UnmaskedText {
  if (sent === maskText(current, policy).text) return { ok: true, text: current.text, document: current.document }
  const reading = parseConfig(sent)
  if (!reading.ok) return { ok: false, problems: reading.problems }
  const { config } = reading
  const twice = config.warnings.filter(({ code }) => code === 'duplicate_key')
  if (twice.length > 0) return { ok: false, problems: twice }
  const unmasked = unmaskConfig(config.document, current.document, policy)
  if (!unmasked.ok) return { ok: false, problems: unmasked.problems.map((problem) => ({ ...problem, place: null })) }
  const comments = restoreComments(config, current, policy)
  if (!comments.ok) return comments
  const { text } = editConfig(comments.text, unmasked.document)
  return { ok: true, text, document: unmasked.document }
}

function restoreComments(
  { text, syntax }: ParsedConfig,
  current: ParsedConfig,
  policy: SecretPolicy,
): { ok: true; text: string } | { ok: false; problems: Pick<ConfigProblem, 'path' | 'place' | 'message'>[] } {
  const originals = new Map(maskedComments(current, policy).map(({ original, shown }) => [shown, original]))
  const comments = syntax.comments.map((span) => ({ ...span, sent: text.slice(span.start, span.end) }))
  const broken = comments.filter(({ sent }) => mark.test(sent) && !originals.has(sent))
  if (broken.length > 0) {
    const message = 'This comment holds a mark that stands for something hidden. Leave it as it was, or write it anew.'
    return { ok: false, problems: broken.map(({ start }) => ({ path: [], place: placeAt(text, start), message })) }
  }
  return {
    ok: true,
    text: replaceSpans(
      text,
      comments.map((comment) => ({ ...comment, by: originals.get(comment.sent) ?? comment.sent })),
    ),
  }
}

/** Whether a text means exactly what a document says, as it must where both are sent. */
export function meansTheSame(text: string, document: JsonObject): boolean {
  const reading = parseConfig(text)
  return reading.ok && sameValue(reading.config.document, document)
}
