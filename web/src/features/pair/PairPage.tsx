import { useEffect, useState, useSyncExternalStore } from 'react'
import { useConsole } from '../../session/console.ts'
import { deviceKeyOf, makeStoredKey } from '../../session/device-key.ts'
import type { Unpaired } from '../../session/session.ts'
import { useClock } from '../../ui/clock.ts'
import { deviceName } from './device-name.ts'
import { PairView } from './PairView.tsx'
import { createPairing } from './pairing.ts'

/** Pairs this browser; the console goes on by itself once it has a session. */
export function PairPage({ why }: { why: Unpaired }) {
  const { open, session, keys, agentClock, takeLinkSecret } = useConsole()
  const clock = useClock()
  const name = deviceName(navigator.userAgent)
  const [pairing] = useState(() =>
    createPairing({
      start: (body) => open.startPairing({ body }),
      confirm: (body) => open.confirmPairing({ body }),
      async makeKey() {
        const stored = await makeStoredKey()
        // Tried before the code is shown: a key that the browser refuses to keep must not be approved.
        await keys.probe(stored)
        return { stored, key: await deviceKeyOf(stored) }
      },
      adopt: (key, tokens) => session.adopt(key, tokens),
      agentNow: agentClock.sessionNow,
      now: clock.now,
      after(ms, task) {
        const timer = setTimeout(task, ms)
        return () => clearTimeout(timer)
      },
      deviceName: name,
    }),
  )
  const state = useSyncExternalStore(pairing.state.subscribe, pairing.state.read)
  useEffect(() => {
    // Tabs in the background wait until they are looked at: one person needs one code.
    const secret = takeLinkSecret()
    const begin = () => {
      if (document.hidden && secret === null) return
      document.removeEventListener('visibilitychange', begin)
      void pairing.begin(secret)
    }
    document.addEventListener('visibilitychange', begin)
    begin()
    return () => {
      document.removeEventListener('visibilitychange', begin)
      pairing.stop()
    }
  }, [pairing, takeLinkSecret])
  return <PairView state={state} why={why} deviceName={name} onAgain={() => void pairing.begin()} />
}
