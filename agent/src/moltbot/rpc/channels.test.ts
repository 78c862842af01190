import { expect, test } from 'vitest'
import { channelNames, channelsOf } from './channels.ts'

/** As 2026.9.6 answered with Telegram switched on and no network. */
const silent = {
  channels: { telegram: { configured: true, running: true, lastError: null } },
  channelAccounts: {
    telegram: [
      {
        accountId: 'default',
        lifecycle: 'starting',
        lastInboundAt: null,
        configured: true,
        running: true,
        connected: false,
        lastError: null,
      },
    ],
  },
}

test('an account that runs without a connection is told as that', () => {
  expect(channelsOf(silent, 5)).toEqual([
    {
      id: 'telegram',
      account: 'default',
      configured: true,
      running: true,
      connected: false,
      lifecycle: 'starting',
      lastError: null,
      lastInboundAt: null,
      observedAt: 5,
    },
  ])
})

test('a channel without accounts stands for itself', () => {
  expect(channelsOf({ channels: { x: { configured: true, running: false, lastError: 'no key' } } }, 5)).toMatchObject([
    { id: 'x', account: null, connected: null, lastError: 'no key' },
  ])
})

test.each([
  {},
  { channels: [] },
  { channels: { x: 1 }, channelAccounts: { x: 'y' } },
  { channelAccounts: silent.channelAccounts },
])('%o holds no channel', (answer) => {
  expect(channelsOf(answer, 5)).toEqual([])
})

test('a thousand channels are cut', () => {
  const channels = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`c${i}`, {}]))
  expect(channelsOf({ channels }, 5)).toHaveLength(50)
  expect(channelNames({ channels })).toHaveLength(50)
  expect(channelNames(null)).toEqual([])
})
