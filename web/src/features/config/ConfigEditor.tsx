import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useConsent } from '../../consent/consent-context.ts'
import { roleCovers } from '../../consent/not-yet.ts'
import { useConsole, useSessionState } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import type { Received } from '../../session/queries.ts'
import { useNow } from '../../ui/clock.ts'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import type { ConfigPageProps } from './ConfigPage.tsx'
import { ConfigView } from './ConfigView.tsx'
import { allSettingsQuery, type Config, checkQuery, essentialSettingsQuery, verdictQuery } from './config-queries.ts'
import { judgeConfig } from './config-verdict.ts'
import { configWords as words } from './config-words.ts'
import { NumberRange } from './controls/NumberRange.tsx'
import { isObject } from './document/config-path.ts'
import { useDraft } from './draft/use-draft.ts'
import { applyRequest, wishOf } from './draft/wish-of.ts'
import { detailsOf, newErrors } from './findings/judge-draft.ts'
import { ChangeBar } from './review/ChangeBar.tsx'
import { ReviewView } from './review/ReviewView.tsx'
import { waitOf } from './review/wait-of.ts'
import { StaleNotice } from './StaleNotice.tsx'
import { indexSettings } from './settings/setting-index.ts'
import { useSteady } from './use-steady.ts'

interface ConfigEditorProps extends ConfigPageProps {
  config: Received<Config>
  error: unknown
}

/** Holds the draft, has it checked, and applies it by consent. */
export function ConfigEditor({ config: received, error, instance, historyLink, onGuard }: ConfigEditorProps) {
  const { client } = useConsole()
  const now = useNow()
  const queries = useQueryClient()
  const ask = useConsent()
  const session = useSessionState()
  const readOnly = session.kind !== 'paired' || !roleCovers(session.role, 'admin')
  const config = received.value
  const { config: file, text, hash, mask } = config
  const base = useMemo(() => ({ document: isObject(file) ? file : {}, text, hash, mask }), [file, text, hash, mask])
  const held = useDraft(base, instance, sessionStorage)
  const [reviewing, setReviewing] = useState(false)
  const [notice, setNotice] = useState<string | null>(null)
  const [applying, setApplying] = useState<string | null>(null)

  const essential = useQuery(essentialSettingsQuery(client, instance, config.version))
  const all = useQuery(allSettingsQuery(client, instance, config.version))
  const schema = all.data ?? essential.data
  const index = useMemo(() => (schema === undefined ? null : indexSettings(schema.settings)), [schema])

  const wish = useMemo(() => (held.stale ? null : wishOf(held, base)), [held, base])
  const steady = useSteady(held.revision, 300)
  const settled = steady === held.revision
  const check = useQuery(checkQuery(client, instance, { wish: settled ? wish : null, revision: steady }))
  const own = useQuery({
    ...verdictQuery(client, instance, { wish: wish ?? { config: {} }, revision: held.revision }),
    enabled: reviewing && wish !== null,
  })
  // Where MoltBot did not say by itself what it thinks of the file, it is asked once for each file.
  const unasked = useQuery({
    ...verdictQuery(client, instance, { wish: { config: base.document, base_hash: hash }, revision: -1 }),
    enabled: config.valid === null,
    gcTime: 600_000,
  })
  const asked = unasked.data?.checked_by === 'moltbot' ? unasked.data : null
  const valid = config.valid ?? asked?.valid ?? (unasked.isPending ? 'asking' : null)
  const inFile = useMemo(() => [...config.issues, ...(asked?.errors ?? [])], [config.issues, asked])
  const current = wish !== null && settled && check.data !== undefined && !check.isPlaceholderData ? check.data : null
  const findings = useMemo(() => {
    if (wish === null) return inFile
    if (check.isError) return detailsOf(check.error)
    return check.data === undefined ? [] : [...check.data.validation.errors, ...check.data.validation.warnings]
  }, [wish, check.isError, check.error, check.data, inFile])
  const refused = wish === null ? 0 : newErrors(findings, inFile).length
  const waiting = held.changed.length
  const status = judgeConfig({
    config: received,
    error,
    now,
    valid,
    waiting,
    refused,
    textBroken: held.broken !== null,
  })
  useTitle(status.verdict)

  const { clear, wouldLose } = held
  useEffect(() => onGuard(wouldLose), [onGuard, wouldLose])
  useEffect(() => {
    if (applying === null || applying !== hash) return
    // What was signed is in the file, whoever watched it get there.
    setApplying(null)
    setReviewing(false)
    clear()
  }, [applying, hash, clear])
  const range = useCallback((path: string) => <NumberRange instance={instance} path={path} />, [instance])

  const wasReviewing = useRef(reviewing)
  useEffect(() => {
    if (wasReviewing.current === reviewing) return
    wasReviewing.current = reviewing
    // Another view has come: whoever listens or goes by keyboard begins at its top.
    document.querySelector('h1')?.focus()
    window.scrollTo({ top: 0 })
  }, [reviewing])

  const notYet = waitOf({
    readOnly,
    held,
    trial: config.trial?.status === 'open',
    refused,
    checking: current === null && !check.isError,
    failed: check.isError,
    nothing: current !== null && current.diff.changes.length === 0 && current.diff.hash === hash,
  })
  const apply = (trialSeconds: number | null) => {
    if (wish === null || current === null) return
    const { query, body, params } = applyRequest(wish, { instance, trialSeconds })
    const target = current.diff.hash
    ask({
      action: 'applyConfig',
      params,
      suggestedReason: words.review.reason,
      act: async (headers) => {
        setNotice(null)
        // The agent answers when it is verified, at the latest after a minute.
        const result = await client.applyConfig({ query, body, headers, timeoutMs: 90_000 })
        if (result.status === 'verified' || result.status === 'accepted') setApplying(target)
        if (result.status === 'verified')
          setNotice(result.applied ? words.applied : (result.message ?? words.appliedLater))
        await queries.invalidateQueries({ queryKey: ['config'] })
        return result
      },
      onEnd: () => void queries.invalidateQueries({ queryKey: ['config'] }),
    })
  }

  const bar = (show: (() => void) | null) =>
    (waiting > 0 || held.draft.text !== null) && (
      <ChangeBar
        count={waiting}
        note={barNote({ broken: held.broken !== null, refused, failure: check.isError ? check.error : null })}
        bad={held.broken !== null || refused > 0}
        notYet={notYet}
        onShow={refused > 0 ? show : null}
        onDrop={clear}
        onReview={() => {
          setNotice(null)
          setReviewing(true)
        }}
      />
    )
  const told = (
    <>
      {held.stale && applying !== hash && (
        <StaleNotice isText={held.draft.text !== null} onKeep={held.adopt} onDrop={clear} />
      )}
      {notice !== null && waiting === 0 && <p role="status">{notice}</p>}
    </>
  )
  return (
    <>
      <StatusSentence {...status} />
      {reviewing && wish !== null ? (
        <ReviewView
          count={waiting}
          diff={check.data !== undefined && !check.isError ? check.data.diff : null}
          failed={check.isError ? failureWords(check.error) : null}
          verdict={
            own.data !== undefined
              ? { kind: 'said', validation: own.data }
              : own.isError
                ? { kind: 'failed', why: failureWords(own.error) }
                : { kind: 'asking' }
          }
          notYet={notYet ?? (own.data?.valid === false ? words.waits.refused : undefined)}
          onBack={() => setReviewing(false)}
          onAgain={() => void check.refetch()}
          onApply={apply}
        />
      ) : (
        <ConfigView
          config={config}
          receivedAt={received.receivedAt}
          now={now}
          base={base}
          held={held}
          index={index}
          complete={all.data !== undefined}
          schemaFailed={schema === undefined && all.isError ? failureWords(all.error) : null}
          onSchemaAgain={() => void Promise.all([all.refetch(), essential.refetch()])}
          findings={findings}
          diff={wish === null ? null : (check.data?.diff ?? null)}
          readOnly={readOnly}
          historyLink={historyLink}
          range={range}
          notice={told}
          bar={bar}
        />
      )}
    </>
  )
}

function barNote({ broken, refused, failure }: { broken: boolean; refused: number; failure: unknown }): string {
  if (broken) return words.textBroken
  if (refused > 0) return words.refused(refused)
  return failure === null ? '' : failureWords(failure)
}
