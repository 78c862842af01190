import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Files } from '../src/host/host.ts'
import { askAtHost } from './ask-at-host.ts'
import { createPairedBrowser } from './paired-browser.ts'

type Browser = Awaited<ReturnType<typeof createPairedBrowser>>
let browser: Browser

afterEach(async () => {
  await browser.stop()
  expect(browser.log.lines).toEqual([])
})

/** Everything that is done with the configuration, in order. */
const edits = async () => browser.effects.record().filter(({ kind }) => kind === 'write_file')

test('a configuration that MoltBot edits between the plan and the act is not written over', async () => {
  let reads = 0
  let armed = false
  const isConfig = (path: string) => path.endsWith('openclaw.json')
  browser = await createPairedBrowser('healthy', ({ host }) => {
    const files: Files = {
      ...host.files,
      async readText(path, options) {
        const text = await host.files.readText(path, options)
        if (!armed || !isConfig(path) || text === null) return text
        reads += 1
        // The gate makes its plan of the first reading; MoltBot writes right after it.
        return reads === 1 ? text : `${text}// written by MoltBot\n`
      },
    }
    return { host: { ...host, files } }
  })
  const { config } = (await browser.ask('GET', '/config')).body
  const request = { config: { ...config, logging: { ...config.logging, level: 'debug' } } }
  const consent = await browser.consent('applyConfig', request)
  armed = true
  const { status, body } = await browser.ask('POST', '/config/apply', request, consent)
  expect([status, body.code]).toEqual([409, 'plan_changed'])
  expect(await edits()).toEqual([])
  const log = await readFile(join(browser.auditDir, '000001.jsonl'), 'utf8')
  expect(
    log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .at(-1),
  ).toMatchObject({
    action: 'applyConfig',
    outcome: 'failed',
    detail: 'plan_changed',
  })
})

test('a script keeps no configuration that is on trial', async () => {
  browser = await createPairedBrowser('healthy')
  const made = await askAtHost(browser.served, 'POST', '/auth/tokens', { name: 'script', role: 'admin' })
  const script = { authorization: `Bearer ${JSON.parse(made.body).access_token}` }
  const { status, body } = await browser.ask('POST', '/config/trials/ct_any/confirm', undefined, script)
  expect([status, body.code]).toEqual([403, 'approval_not_allowed'])
})
