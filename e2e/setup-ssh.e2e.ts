import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test, verdict } from './journey.ts'

// A browser prints every refusal, also those that are the contract's answer to a wrong password or another key.
test.use({ scenario: 'not-installed', expectedComplaints: [/status of 4(09|22)/] })

interface Login {
  host: string
  user?: string
  password?: string
}

/** What the simulated hosts take. */
const rightPassword = 'simulated'

async function openSsh(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Setup', exact: true }).click()
  await page.getByRole('radio', { name: /On another host over SSH/ }).check()
  await expect(verdict(page)).toContainText('MoltBot goes to another host.')
}

async function lookAt(page: Page, { host, user = 'op', password = rightPassword }: Login): Promise<void> {
  await page.getByLabel('Host name or address').fill(host)
  await page.getByLabel('User', { exact: true }).fill(user)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: /^Look (at the host|again)$/ }).click()
}

const keyDialog = (page: Page) => page.getByRole('dialog', { name: /^Is this the key of/ })

async function vouch(page: Page): Promise<void> {
  await keyDialog(page).getByRole('button', { name: 'They are the same' }).click()
}

/** Everything that a page can keep in this browser, as text. */
const keptBy = (page: Page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state, databases])
  })

test('to another host: compare its key, look, sign, and get the tunnel', async ({ paired: page }) => {
  await openSsh(page)
  await page.getByRole('button', { name: 'Look at the host' }).click()
  await expect(page.getByText('Name a host or an address, without a user and a port.')).toBeVisible()

  await lookAt(page, { host: 'garage.example' })
  await expect(keyDialog(page)).toContainText(/SHA256:[A-Za-z0-9+/]{43}/)
  await expect(keyDialog(page)).toContainText('ED25519')
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([])
  await vouch(page)

  await expect(verdict(page)).toContainText('MoltBot can be installed on garage.example.')
  await expect(verdict(page)).toBeFocused()
  await expect(page.getByRole('region', { name: 'What is there' })).toContainText('Debian GNU/Linux 12 (bookworm)')
  await expect(page.getByRole('radio', { name: /^Docker/ })).toBeDisabled()
  await expect(page.getByRole('checkbox', { name: /Store a key that opens the tunnel/ })).not.toBeChecked()
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await page.getByRole('button', { name: 'Install MoltBot on garage.example' }).click()
  const dialog = page.getByRole('dialog', { name: /on garage\.example over SSH/ })
  await expect(dialog.getByText('Medium risk')).toBeVisible()
  await expect(dialog).not.toContainText('may open the tunnel and nothing else')
  await dialog.getByRole('button', { name: /^Sign and/ }).click()
  await expect(dialog.getByText('It is done.')).toBeVisible({ timeout: 40_000 })
  await dialog.getByRole('button', { name: 'Close' }).click()

  await expect(verdict(page)).toContainText('MoltBot is installed on garage.example.')
  const tunnel = page.getByRole('listitem').filter({ hasText: 'Open the tunnel' })
  await expect(tunnel).toContainText('ssh -N -L 127.0.0.1:7437:127.0.0.1:7337 -l op garage.example')
  await expect(tunnel.getByRole('button', { name: 'Copy the command' })).toBeVisible()
  expect(await keptBy(page)).not.toContain(rightPassword)

  await page.getByRole('button', { name: 'Set up another one' }).click()
  await page.getByRole('radio', { name: /On another host over SSH/ }).check()
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  // The key is the known one now: nobody is asked again, and the agent that is there is found.
  await lookAt(page, { host: 'garage.example' })
  await expect(verdict(page)).toContainText('One thing stands in the way on garage.example: There is an agent already')
})

test('storing a key for the tunnel is asked for apart, and is a step of the plan', async ({ paired: page }) => {
  await openSsh(page)
  await lookAt(page, { host: 'garage.example' })
  await vouch(page)
  await page.getByRole('checkbox', { name: /Store a key that opens the tunnel/ }).check()
  await page.getByRole('button', { name: 'Install MoltBot on garage.example' }).click()
  await expect(page.getByRole('dialog')).toContainText('Store a key that may open the tunnel and nothing else')
})

test('a key that changes is refused loudly, and only the host itself can say that it is right', async ({
  paired: page,
}) => {
  await openSsh(page)
  await lookAt(page, { host: 'attic.example' })
  await vouch(page)
  await expect(verdict(page)).toContainText(
    'attic.example shows another key than the one that was confirmed. Somebody may stand in between.',
  )
  await expect(page.getByText('No user, password or key was sent to it.')).toBeVisible()
  await page.getByRole('button', { name: 'Look again' }).click()
  await expect(verdict(page)).toContainText('attic.example shows another key')
  await expect(keyDialog(page)).toBeHidden()

  const [, shown = ''] = await page.getByRole('alert').locator('code').allInnerTexts()
  await page.getByLabel('Fingerprint that the host itself prints').fill(`256 ${shown} root@attic (ED25519)`)
  await page.getByRole('button', { name: 'Go on with this key' }).click()
  await expect(verdict(page)).toContainText('MoltBot can be installed on attic.example.')
})

test('a wrong password, a user without root and a host that is away each say what to do', async ({ paired: page }) => {
  await openSsh(page)
  await lookAt(page, { host: 'garage.example', password: 'wrong' })
  await vouch(page)
  await expect(verdict(page)).toContainText('garage.example does not let you in.')
  await expect(page.getByRole('alert')).toContainText('then use a private key')

  await lookAt(page, { host: 'garage.example', user: 'casey' })
  await expect(verdict(page)).toContainText('One thing stands in the way on garage.example: casey becomes root only')
  await expect(page.getByText('Allow sudo without a password while it is set up')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Install MoltBot on/ })).toHaveAttribute('aria-disabled', 'true')

  await page.getByRole('button', { name: 'Change host or login' }).click()
  await lookAt(page, { host: 'cellar.example' })
  await expect(verdict(page)).toContainText('cellar.example does not answer.')
  await expect(page.getByRole('alert')).toContainText('ssh -p 22 -l op cellar.example true')
})
