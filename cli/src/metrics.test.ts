import { expect, test } from 'vitest'
import { example, runCli } from '../test/run-cli.ts'

test('the last sample in words, and what is not known is called that', async () => {
  const sample = {
    ...example('getCurrentMetrics.200'),
    gateway_rss_bytes: null,
    unknown: ['gateway_rss_bytes', 'cpu_percent'],
  }
  const { stdout } = await runCli(['metrics', 'show'], { api: { 'GET /metrics/current': { json: sample } } })
  expect(stdout).toMatch(/^ {2}CPU of the host +not known\n/)
  expect(stdout).toMatch(/Disk free +41 GB\n/)
  expect(stdout).toMatch(/MoltBot: memory +not known\n/)
  expect(stdout).toMatch(/MoltBot: event loop delay +21\.3 ms\n/)
})

test('a history says the least, the mean and the most, and how much of the time is known', async () => {
  const range = 'from=2026-11-16T02%3A07%3A00.000Z&to=2026-11-23T02%3A07%3A00.000Z'
  const api = { [`GET /metrics/history?series=gateway_rss_bytes&${range}`]: { json: example('getMetricsHistory.200') } }
  const { stdout } = await runCli(['metrics', 'history', 'gateway_rss_bytes', '--last', '7d'], { api })
  expect(stdout).toMatch(
    /^The last 7 days\.\nSERIES +LEAST +MEAN +MOST +KNOWN\ngateway_rss_bytes +402 MB +412 MB +420 MB +50 %\n$/,
  )
})

test('the forecast is a sentence', async () => {
  const { stdout } = await runCli(['metrics', 'forecast'], {
    api: { 'GET /metrics/forecast': { json: example('getMetricsForecast.200') } },
  })
  expect(stdout).toBe('The disk is full in about 41 days, if it goes on like the last three.\n')
})
