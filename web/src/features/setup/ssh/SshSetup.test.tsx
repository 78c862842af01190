import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderAt } from '../../../../test/render.tsx'
import { type Consent, ConsentContext, type ConsentRequest } from '../../../consent/consent-context.ts'
import { type Console, ConsoleContext } from '../../../session/console.ts'
import { factsOf, firstKey, probeOf } from '../test/ssh-fixtures.ts'
import { SshSetup } from './SshSetup.tsx'

const password = ['garage', 'door'].join('-')

/** Fills the form, vouches for the key and asks for the install; gives what was asked for consent. */
async function askForInstall() {
  const asked: ConsentRequest[] = []
  const sent: string[] = []
  const known = { type: 'ssh-ed25519', sha256: firstKey, known: 'known' as const, confirmed_sha256: firstKey }
  const answers = [probeOf(firstKey, { host_key: known }), probeOf(firstKey, { host_key: known, facts: factsOf() })]
  const client = {
    probeSsh: async () => answers.shift(),
    async installSsh({ body }: { body: unknown }) {
      sent.push(JSON.stringify(body))
      return { job_id: 'jb_1', status: 'accepted' }
    },
  }
  // Only the client and the question for consent are used by this page.
  const console = { client } as unknown as Console
  const consent: Consent = { ask: (request) => asked.push(request), review: () => {} }
  renderAt(
    <QueryClientProvider client={new QueryClient()}>
      <ConsoleContext value={console}>
        <ConsentContext value={consent}>
          <SshSetup place={null} busy={false} mayInstall />
        </ConsentContext>
      </ConsoleContext>
    </QueryClientProvider>,
  )
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('Host name or address'), 'garage.example')
  await user.type(screen.getByLabelText('User'), 'op')
  await user.type(screen.getByLabelText('Password', { selector: 'input[type=password]' }), password)
  await user.click(screen.getByRole('button', { name: 'Look at the host' }))
  await user.click(await screen.findByRole('button', { name: 'Install MoltBot on garage.example' }))
  const [request] = asked
  if (request === undefined) throw new Error('nothing was asked for')
  return { request, sent }
}

it('what was signed is what is sent, and afterwards neither the question nor the form holds a credential', async () => {
  const { request, sent } = await askForInstall()
  const signed = JSON.stringify(request.params)
  expect(signed).toContain(password)
  await request.act({})
  expect(sent).toEqual([signed])
  expect(JSON.stringify(request.params)).not.toContain(password)
  const field = await screen.findByLabelText('Password', { selector: 'input[type=password]' })
  expect((field as HTMLInputElement).value).toBe('')
  expect(JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])).not.toContain(password)
})
