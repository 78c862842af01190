import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { roleCovers } from '../../consent/not-yet.ts'
import { useConsole, useSessionState } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import type { Received } from '../../session/queries.ts'
import { useNow } from '../../ui/clock.ts'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import type { ConfigPageProps } from './ConfigPage.tsx'
import { ConfigView } from './ConfigView.tsx'
import { allSettingsQuery, type Config, essentialSettingsQuery } from './config-queries.ts'
import { judgeConfig } from './config-verdict.ts'
import { configWords as words } from './config-words.ts'
import { NumberRange } from './controls/NumberRange.tsx'
import { isObject } from './document/config-path.ts'
import { useDraft } from './draft/use-draft.ts'
import { ChangeBar } from './review/ChangeBar.tsx'
import { ReviewView } from './review/ReviewView.tsx'
import { waitOf } from './review/wait-of.ts'
import { StaleNotice } from './StaleNotice.tsx'
import { indexSettings } from './settings/setting-index.ts'
import { useApply } from './use-apply.ts'
import { useChecks } from './use-checks.ts'

interface ConfigEditorProps extends ConfigPageProps {
  config: Received<Config>
  error: unknown
}

/** Holds the draft between the form and its review. */
export function ConfigEditor({ config: received, error, instance, historyLink, onGuard }: ConfigEditorProps) {
  const { client } = useConsole()
  const now = useNow()
  const session = useSessionState()
  const readOnly = session.kind !== 'paired' || !roleCovers(session.role, 'admin')
  const config = received.value
  const { config: file, text, hash, mask } = config
  const base = useMemo(() => ({ document: isObject(file) ? file : {}, text, hash, mask }), [file, text, hash, mask])
  const held = useDraft(base, instance, sessionStorage)
  const [reviewing, setReviewing] = useState(false)
  const { clear, wouldLose } = held
  const onApplied = useCallback(() => {
    setReviewing(false)
    clear()
  }, [clear])
  const { notice, expected, apply, forget } = useApply(instance, hash, onApplied)
  const checks = useChecks({ config, base, held }, { instance, reviewing })
  const { wish, findings, refused, current, failure } = checks

  const essential = useQuery(essentialSettingsQuery(client, instance, config.version))
  const all = useQuery(allSettingsQuery(client, instance, config.version))
  const schema = all.data ?? essential.data
  const index = useMemo(() => (schema === undefined ? null : indexSettings(schema.settings)), [schema])
  const range = useCallback((path: string) => <NumberRange instance={instance} path={path} />, [instance])

  const waiting = held.changed.length
  const broken = held.broken !== null
  const sentence = { config: received, error, now, valid: checks.valid, waiting, refused, textBroken: broken }
  const status = judgeConfig(sentence)
  useTitle(status.verdict)
  useEffect(() => onGuard(wouldLose), [onGuard, wouldLose])
  useFocusOfView(reviewing)

  const notYet = waitOf({
    readOnly,
    held,
    trial: config.trial?.status === 'open',
    refused: wish === null ? 0 : refused,
    checking: current === null,
    failed: failure !== null,
    nothing: current !== null && current.changes.length === 0 && current.hash === hash,
  })
  if (reviewing && wish !== null) {
    return (
      <>
        <StatusSentence {...status} />
        <ReviewView
          count={waiting}
          diff={checks.diff}
          failed={failure === null ? null : failureWords(failure)}
          verdict={checks.own}
          notYet={
            notYet ?? (checks.own.kind === 'said' && !checks.own.validation.valid ? words.waits.refused : undefined)
          }
          onBack={() => setReviewing(false)}
          onAgain={checks.again}
          onApply={(trialSeconds) => current !== null && apply(wish, current.hash, trialSeconds)}
        />
      </>
    )
  }
  return (
    <>
      <StatusSentence {...status} />
      <ConfigView
        {...{ config, now, base, held, index, findings, readOnly, historyLink, range }}
        receivedAt={received.receivedAt}
        complete={all.data !== undefined}
        schemaFailed={schema === undefined && all.isError ? failureWords(all.error) : null}
        onSchemaAgain={() => void Promise.all([all.refetch(), essential.refetch()])}
        diff={checks.diff}
        uncheckedDraft={failure === null ? null : words.findings.failed}
        notice={
          <>
            {held.stale && expected !== hash && (
              <StaleNotice isText={held.draft.text !== null} onKeep={held.adopt} onDrop={clear} />
            )}
            {notice !== null && waiting === 0 && <p role="status">{notice}</p>}
          </>
        }
        bar={(show) =>
          (waiting > 0 || held.draft.text !== null) && (
            <ChangeBar
              count={waiting}
              note={barNote({ broken, refused: wish === null ? 0 : refused, failure, notYet })}
              bad={broken || (wish !== null && refused > 0)}
              notYet={notYet}
              onShow={wish !== null && refused > 0 ? show : null}
              onDrop={clear}
              onReview={() => {
                forget()
                setReviewing(true)
              }}
            />
          )
        }
      />
    </>
  )
}

interface Noted {
  broken: boolean
  refused: number
  failure: unknown
  notYet: string | undefined
}

/** Why it waits, where it can be read without pointing at the button. A check takes a moment and says nothing. */
function barNote({ broken, refused, failure, notYet }: Noted): string {
  if (broken) return words.textBroken
  if (refused > 0) return words.refused(refused)
  if (failure !== null) return failureWords(failure)
  return notYet === undefined || notYet === words.waits.checking ? '' : notYet
}

/** When another view has come, whoever listens or goes by keyboard begins at its top. */
function useFocusOfView(reviewing: boolean): void {
  const last = useRef(reviewing)
  useEffect(() => {
    if (last.current === reviewing) return
    last.current = reviewing
    document.querySelector('h1')?.focus()
    window.scrollTo({ top: 0 })
  }, [reviewing])
}
