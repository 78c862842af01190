import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { useConsent } from '../../../consent/consent-context.ts'
import { useConsole } from '../../../session/console.ts'
import { keys } from '../../../session/queries.ts'
import { StatusSentence } from '../../../ui/StatusSentence.tsx'
import { useTitle } from '../../../ui/use-title.ts'
import { createHostLook, type Ready } from './host-look.ts'
import { judgeLook } from './judge-look.ts'
import { SshView } from './SshView.tsx'
import {
  draftProblems,
  emptyDraft,
  forgetCredentials,
  lookedAt,
  type SshDraft,
  sshRequest,
  withoutCredentials,
} from './ssh-model.ts'
import { sshWords as words } from './ssh-words.ts'

interface SshSetupProps {
  /** The choice between this host and another one. */
  place: ReactNode
  /** Another job that runs. */
  busy: boolean
  mayInstall: boolean
}

/**
 * Installs on another host. Credentials are in the state of this component and nowhere else in the page: they go with
 * it, and are taken out of it as soon as the job has them.
 */
export function SshSetup({ place, busy, mayInstall }: SshSetupProps) {
  const { client } = useConsole()
  const queries = useQueryClient()
  const ask = useConsent()
  const [draft, setDraft] = useState<SshDraft>(emptyDraft)
  const [tried, setTried] = useState(false)
  const [look] = useState(() => createHostLook(client))
  const state = useSyncExternalStore(look.state.subscribe, look.state.read)
  const status = judgeLook(state)
  useTitle(status.verdict)
  useEffect(() => look.close, [look])
  const { kind } = state
  useEffect(() => {
    // The form, or the dialog, that had the focus has gone; the first sentence says what has come in its place.
    const isLost = document.activeElement?.closest('main') == null
    if (kind === 'ready' && isLost) document.querySelector('h1')?.focus()
  }, [kind])
  const problems = draftProblems(draft)

  const change = (changed: Partial<SshDraft>) => {
    setDraft({ ...draft, ...changed })
    if (lookedAt.some((name) => name in changed)) look.forget()
  }
  const begin = () => {
    setTried(true)
    if (Object.keys(problems).length === 0) void look.look(draft)
  }
  const install = ({ facts, key, host }: Ready) => {
    const body = sshRequest(draft, facts, key.sha256)
    ask({
      action: 'installSsh',
      params: body,
      suggestedReason: words.reason(host),
      act: async (headers) => {
        const accepted = await client.installSsh({ body, headers })
        forgetCredentials(body)
        setDraft(withoutCredentials)
        setTried(false)
        look.forget()
        void queries.invalidateQueries({ queryKey: keys.jobs })
        return accepted
      },
      onEnd: () => void queries.invalidateQueries(),
    })
  }
  return (
    <>
      <StatusSentence {...status} />
      {place}
      <SshView
        state={state}
        draft={draft}
        problems={tried ? problems : {}}
        busy={busy}
        mayInstall={mayInstall}
        onChange={change}
        onLook={begin}
        onVouch={(key) => void look.vouch(key, draft)}
        onForget={look.forget}
        onInstall={install}
      />
    </>
  )
}
