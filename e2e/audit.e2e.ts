import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { AgentProcess } from './agent-process.ts'
import { expect, test, verdict } from './journey.ts'

/** Restarts MoltBot by consent, so that the log has something to tell. */
async function restart(page: Page, agent: AgentProcess): Promise<void> {
  await page.getByRole('button', { name: 'Restart', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Sign and restart' }).click()
  const done = dialog.getByText('It is done.')
  for (let round = 0; round < 10 && !(await done.isVisible()); round += 1) {
    await agent.host('PUT', '/simulation', { advance_seconds: 10 })
  }
  await expect(done).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
}

async function openAudit(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(verdict(page)).toContainText('The audit log is')
}

test('what was done is in the log, from who to how it ended, and the log can be taken away and verified', async ({
  paired: page,
  agent,
}, testInfo) => {
  await restart(page, agent)
  await openAudit(page)
  // Without a key nothing is called whole.
  await expect(verdict(page)).toContainText('nothing proves who wrote it')
  await expect(page.getByRole('link', { name: 'Restart MoltBot' })).toHaveCount(4)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export the log' }).click()
  const download = await downloading
  const file = testInfo.outputPath(download.suggestedFilename())
  await download.saveAs(file)
  expect(await agent.cli('audit', 'verify', file)).toContain('unbroken')

  // The export signed a checkpoint, so there is a key to keep now.
  await page.getByRole('button', { name: 'Check again' }).click()
  await page.getByRole('button', { name: /keep this key/ }).click()
  await expect(verdict(page)).toContainText('The audit log is whole.')
  await page.reload()
  await expect(verdict(page)).toContainText('The audit log is whole.')
  const { agent: self } = await agent.host<{ agent: { key_fingerprint: string } }>('GET', '/auth/session')
  expect(await agent.cli('audit', 'verify', file, '--key', self.key_fingerprint)).toContain('VALID')

  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('by hand', 'by fate'))
  await expect(agent.cli('audit', 'verify', file)).rejects.toThrow()
})

test('one entry is told whole, and leads to its job and to the entries beside it', async ({ paired: page, agent }) => {
  await restart(page, agent)
  await openAudit(page)
  const row = page.getByRole('row').filter({ hasText: 'approved' })
  await row.getByRole('link', { name: 'Restart MoltBot' }).click()
  const dialog = page.getByRole('dialog', { name: /Restart MoltBot/ })
  await expect(dialog).toContainText('It says: approve')
  await expect(dialog).toContainText('over the plan of this entry')
  await expect(dialog).toContainText('Restarted by hand from the console.')
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([])
  await page.reload()
  await expect(dialog).toContainText('It says: approve')

  await dialog.getByRole('link', { name: 'All entries of this approval' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('link', { name: 'Restart MoltBot' })).toHaveCount(4)
  await page.getByLabel('Outcome').selectOption('done')
  await page.getByRole('button', { name: 'Show these' }).click()
  // The end of an act names no parameters; without its beginning it has the operation's name.
  await page.getByRole('row').filter({ hasText: 'done' }).getByRole('link', { name: 'Operate MoltBot' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'Its job' }).click()
  await expect(verdict(page)).toContainText('Restart MoltBot on')
})

test('a flipped byte in the log is the loudest thing on the page', async ({ paired: page, agent }) => {
  await restart(page, agent)
  const path = join(agent.stateDir, 'audit', '000001.jsonl')
  const text = await readFile(path, 'utf8')
  await writeFile(path, text.replace('by hand', 'by fate'))
  await openAudit(page)
  await expect(verdict(page)).toContainText('The audit log is broken.')
  const what = page.getByRole('region', { name: 'What to do now' })
  await expect(what).toContainText('Export the log as it is')
  await expect(page.getByRole('row').filter({ hasText: 'something wrong here' }).first()).toBeVisible()
  await what
    .getByRole('link', { name: /^Entry \d+$/ })
    .first()
    .click()
  await expect(page.getByRole('dialog')).toContainText('something wrong here')
  await page.keyboard.press('Escape')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})
