import type { Wish } from '../config-queries.ts'
import { spliceText } from '../text/splice-text.ts'
import { isEmptyDraft, withSecrets } from './draft.ts'
import type { Base, HeldDraft } from './use-draft.ts'

/**
 * The draft as it is sent, with typed secrets in it; null while there is nothing to send. What was changed in the form
 * alone goes without a text, so that the agent writes it into the file with all comments kept.
 */
export function wishOf(
  { draft, document, broken }: Pick<HeldDraft, 'draft' | 'document' | 'broken'>,
  base: Base,
): Wish | null {
  if (isEmptyDraft(draft) || broken !== null) return null
  const config = withSecrets(document, draft.secrets)
  const text = draft.text === null ? {} : { text: spliceText(draft.text, draft.secrets) }
  return { config, ...text, base_hash: base.hash }
}

/** The one call, and the same as the flat object that the plan is made from. */
export function applyRequest(
  wish: Wish,
  { instance, trialSeconds }: { instance: string | null; trialSeconds: number | null },
) {
  const body = { ...wish, ...(trialSeconds === null ? {} : { confirm_within_seconds: trialSeconds }) }
  const query = instance === null ? {} : { instance_id: instance }
  return { query, body, params: { ...query, ...body } }
}
