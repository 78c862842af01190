import type { Channel, SharedStreamDeps, TabMessage } from './shared-stream.ts'

const name = 'moltbot-ops.events'

/** The lead among the tabs of this browser. Without Web Locks every tab leads its own stream. */
export const leadByLock: SharedStreamDeps['lead'] = (task, signal) => {
  if (navigator.locks === undefined) {
    void task(signal)
    return
  }
  navigator.locks.request(name, { signal }, () => task(signal)).catch(() => undefined)
}

export function tabChannel(): Channel {
  if (typeof BroadcastChannel === 'undefined') return { post() {}, listen() {} }
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    listen(listener) {
      channel.addEventListener('message', (event: MessageEvent<TabMessage>) => listener(event.data))
    },
  }
}
