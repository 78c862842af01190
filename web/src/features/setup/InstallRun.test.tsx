import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { stepOf } from '../../../test/consent-fixtures.ts'
import { iso, now } from '../../../test/fixtures.ts'
import { renderAt } from '../../../test/render.tsx'
import type { Job } from '../../wire.ts'
import { installAmong } from './current-install.ts'
import { InstallRun } from './InstallRun.tsx'
import { nextSteps } from './next-step.ts'
import { linksOf } from './test/links.tsx'
import { jobOf } from './test/setup-fixtures.ts'

function show(job: Job) {
  const seen: string[] = []
  renderAt(
    <InstallRun
      job={job}
      links={linksOf()}
      essentials={null}
      stop={<button type="button">Stop</button>}
      onSeen={() => seen.push(job.id)}
    />,
  )
  return { seen, user: userEvent.setup() }
}

const tunnel = 'ssh -N -L 127.0.0.1:7437:127.0.0.1:7337 -l op garage.example'

describe('an install', () => {
  it('that runs shows its steps and its last lines, and cannot be put aside', () => {
    const steps = [stepOf('account', 'succeeded'), stepOf('program', 'running')]
    show({
      ...jobOf({ status: 'running', ended_at: null, steps }),
      log_tail: [{ cursor: '1', at: iso(now), step: null, line: 'added 412 packages' }],
    })
    expect(screen.getByText('added 412 packages')).toBeDefined()
    expect(screen.getByRole('link', { name: 'The whole record' }).getAttribute('href')).toBe('/jobs/job_1')
    expect(screen.queryByRole('button', { name: 'Back to Setup' })).toBeNull()
  })

  it('that ended well leads to what comes next, until somebody has seen it', async () => {
    const { seen, user } = show(
      jobOf({
        result: {
          next_steps: [
            'Add a model provider: open the page Config and search for "models.providers".',
            'Install it: moltbot-ops service install',
          ],
        },
      }),
    )
    const steps = within(screen.getByRole('region', { name: 'Next steps' }))
    expect(steps.getAllByRole('listitem')).toHaveLength(3)
    expect(steps.getByRole('link', { name: 'Open Config' })).toBeDefined()
    expect(steps.getByText('service').closest('code')?.textContent).toBe('$ npx moltbot-ops service install')
    expect(steps.getByRole('link', { name: 'Open Access' })).toBeDefined()
    expect(screen.getByRole('link', { name: 'Go to Overview' })).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Set up another one' }))
    expect(seen).toEqual(['job_1'])
  })

  it('that went over SSH leads to the tunnel, and not to the Overview of this host', () => {
    show(jobOf({ kind: 'install_ssh', result: { next_steps: [`Open the tunnel: ${tunnel}`] } }))
    expect(screen.getByText('-N')).toBeDefined()
    expect(screen.queryByRole('link', { name: 'Go to Overview' })).toBeNull()
    expect(screen.queryByRole('link', { name: 'Open Access' })).toBeNull()
  })

  it('that was interrupted says what remains', async () => {
    const undo = { status: 'incomplete' as const, message: 'Not all is gone.', remains: ['On garage.example: /opt/x.'] }
    const { seen, user } = show(jobOf({ status: 'interrupted', undo }))
    expect(screen.getByText('On garage.example: /opt/x.')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Back to Setup' }))
    expect(seen).toEqual(['job_1'])
  })
})

describe('next steps', () => {
  const of = (...next_steps: unknown[]) => nextSteps(jobOf({ result: { next_steps } }))

  it('are sentences and nothing else', () => {
    expect(of('Add a provider.', 7, null).map(({ text }) => text)).toEqual(['Add a provider.'])
    expect(nextSteps(jobOf({ result: { next_steps: 'Add a provider.' } }))).toEqual([])
    expect(of(...Array.from({ length: 50 }, (_, n) => `Step ${n}.`))).toHaveLength(20)
  })

  it('are taken apart into the command, what follows it, and an address of this machine', () => {
    const pairing =
      "Let this browser in: ssh garage.example 'sudo moltbot-ops pair list', then `pair approve` with its code."
    expect(of(`Open the tunnel: ${tunnel}`, pairing, 'Open http://127.0.0.1:7437/ here.')).toEqual([
      { text: 'Open the tunnel:', command: tunnel, after: null, address: null, inConfig: false },
      {
        text: 'Let this browser in:',
        command: "ssh garage.example 'sudo moltbot-ops pair list'",
        after: 'Then pair approve with its code.',
        address: null,
        inConfig: false,
      },
      {
        text: 'Open http://127.0.0.1:7437/ here.',
        command: null,
        after: null,
        address: 'http://127.0.0.1:7437/',
        inConfig: false,
      },
    ])
  })

  it('lead to no other machine', () => {
    expect(
      of('Open http://127.0.0.1.example.org:80/ here.', 'Open http://example.org/ here.').map(({ address }) => address),
    ).toEqual([null, null])
  })
})

describe('the install that Setup shows', () => {
  const running = jobOf({ id: 'job_2', status: 'running', ended_at: null })
  const restart = jobOf({ id: 'job_3', kind: 'service', status: 'running', ended_at: null })

  it('is the one that runs, also when one before it was put aside', () => {
    expect(installAmong([running, jobOf()], 'job_1', now).install?.id).toBe('job_2')
    expect(installAmong([running], 'job_2', now).install?.id).toBe('job_2')
  })

  it('is the newest one that ended within a day, until it was taken note of', () => {
    expect(installAmong([jobOf()], null, now).install?.id).toBe('job_1')
    expect(installAmong([jobOf()], 'job_1', now).install).toBeNull()
    expect(installAmong([jobOf({ ended_at: iso(now - 86_400_000) })], null, now).install).toBeNull()
    expect(installAmong([jobOf({ kind: 'install_ssh' })], null, now).install?.id).toBe('job_1')
  })

  it('does not hide another job that runs', () => {
    expect(installAmong([restart, jobOf()], 'job_1', now)).toEqual({ install: null, other: restart })
    expect(installAmong([running], null, now).other).toBeNull()
  })
})
