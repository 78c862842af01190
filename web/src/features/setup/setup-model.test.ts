import { describe, expect, it } from 'vitest'
import { installRequest, judgeSetup, promisedVersion, readImage, readPort, sortChecks } from './setup-model.ts'
import { checkOf, jobOf, preflightOf } from './test/setup-fixtures.ts'

const sentence = (seen: Partial<Parameters<typeof judgeSetup>[0]>) => {
  const { verdict, cause } = judgeSetup({ preflight: null, failed: false, job: null, ...seen })
  return cause === undefined ? verdict : `${verdict} ${cause}`
}

describe('the first sentence', () => {
  it('names the way that works, and how much is worth a look', () => {
    const preflight = preflightOf({ checks: [checkOf('disk', 'ok'), checkOf('scripts', 'warning')] })
    expect(sentence({ preflight })).toBe('MoltBot can be installed here with npm. One thing is worth a look.')
  })

  it('says that it would be another one where one is', () => {
    const preflight = preflightOf({ checks: [checkOf('existing', 'warning')] })
    expect(sentence({ preflight })).toBe('Another MoltBot can be installed here with npm. One thing is worth a look.')
  })

  it('gives the one thing that stands in the way', () => {
    const preflight = preflightOf({ ready: false, checks: [checkOf('port', 'blocking', 'Port 18789 is taken.')] })
    expect(sentence({ preflight })).toBe('One thing stands in the way: Port 18789 is taken.')
  })

  it('shortens a long message to its first part', () => {
    const long = `The package registry could not be asked: ${'it did not answer, '.repeat(8)}at all.`
    const preflight = preflightOf({ ready: false, checks: [checkOf('package', 'blocking', long)] })
    expect(sentence({ preflight })).toBe('One thing stands in the way: The package registry could not be asked.')
  })

  it('counts several', () => {
    const checks = [checkOf('port', 'blocking'), checkOf('disk', 'blocking'), checkOf('scripts', 'warning')]
    expect(sentence({ preflight: preflightOf({ ready: false, checks }) })).toBe(
      'Two things stand in the way. One thing is worth a look.',
    )
  })

  it('asks first, and admits when the host was not checked', () => {
    expect(sentence({})).toBe('Looking at this host. Looking changes nothing.')
    expect(sentence({ failed: true })).toContain('It is not known whether MoltBot can be installed here.')
  })

  it('says that nothing has been written, until something was', () => {
    expect(judgeSetup({ preflight: preflightOf(), failed: false, job: null }).follows).toContain(
      'Nothing has been written to this host yet.',
    )
    const undo = { status: 'done' as const, message: 'MoltBot is not installed.', remains: [] }
    const error = { code: 'internal', message: 'There is no space left.', step: 'program' }
    const failed = judgeSetup({ preflight: null, failed: false, job: jobOf({ status: 'failed', undo, error }) })
    expect(failed).toMatchObject({
      verdict: 'MoltBot was not installed.',
      cause: 'There is no space left.',
      follows: 'MoltBot is not installed.',
    })
  })

  it('says that it runs, and which step', () => {
    const step = {
      name: 'program',
      title: 'Install the program',
      status: 'running' as const,
      started_at: null,
      ended_at: null,
      message: null,
    }
    const job = jobOf({ status: 'running', ended_at: null, stage: 'program', steps: [step] })
    expect(judgeSetup({ preflight: null, failed: false, job })).toMatchObject({
      mark: 'busy',
      verdict: 'Installing MoltBot.',
      follows: 'Install the program.',
    })
  })

  it('names the other host of an install over SSH', () => {
    const title = 'Install MoltBot on garage.example over SSH.'
    const ssh = { kind: 'install_ssh', title }
    expect(sentence({ job: jobOf({ ...ssh, status: 'running', ended_at: null }) })).toContain(
      'Installing MoltBot on garage.example.',
    )
    const job = jobOf({ ...ssh, result: { host: '192.0.2.10' } })
    expect(sentence({ job })).toBe('MoltBot is installed on 192.0.2.10. The install ended well.')
  })

  it('does not say that an install goes on while the agent is silent', () => {
    const job = jobOf({ status: 'running', ended_at: null })
    expect(judgeSetup({ preflight: null, failed: false, job, silence: 12_000 })).toMatchObject({
      mark: 'unknown',
      verdict: 'It is not known how the install stands.',
      cause: 'The agent has not answered for 12 s.',
    })
    expect(judgeSetup({ preflight: null, failed: false, job: jobOf(), silence: 12_000 }).mark).toBe('fine')
  })

  it('tells a stop, a cut and the way back apart', () => {
    expect(sentence({ job: jobOf({ status: 'cancelling', ended_at: null }) })).toContain('Going back.')
    expect(sentence({ job: jobOf({ status: 'cancelled' }) })).toContain('The install was stopped.')
    const undo = { status: 'incomplete' as const, message: 'The folder stays.', remains: ['/opt/x'] }
    const job = jobOf({ status: 'interrupted', undo })
    expect(judgeSetup({ preflight: null, failed: false, job })).toMatchObject({
      verdict: 'The install was interrupted.',
      follows: 'The folder stays.',
    })
  })

  it('reports the end in the words of the job', () => {
    const job = jobOf({ result: { message: 'OpenClaw 2026.9.6 runs and answers on 127.0.0.1:18789.' } })
    expect(sentence({ job })).toBe('MoltBot is installed. OpenClaw 2026.9.6 runs and answers on 127.0.0.1:18789.')
  })
})

it('checks that say the same are told once, by the one that is about the thing itself', () => {
  const { blocking } = sortChecks([
    checkOf('method', 'blocking', 'The registry is away.'),
    checkOf('package', 'blocking', 'The registry is away.'),
  ])
  expect(blocking.map(({ id }) => id)).toEqual(['package'])
})

it('what is not known is worth a look, never fine', () => {
  const { look, fine } = sortChecks([checkOf('disk', 'not_checked')])
  expect([look.length, fine.length]).toEqual([1, 0])
})

describe('the request', () => {
  it('is exactly what was checked', () => {
    expect(installRequest(preflightOf({ port: 18_909 }))).toEqual({
      method: 'npm',
      channel: 'stable',
      version: '2026.9.6',
      port: 18_909,
    })
  })

  it('carries the image and the service manager that were wished for', () => {
    const wished = { image: 'openclaw/openclaw:1', service_manager: 'supervised' as const }
    expect(installRequest(preflightOf(), wished)).toMatchObject({ service_manager: 'supervised', version: '2026.9.6' })
    expect(installRequest(preflightOf(), wished)).not.toHaveProperty('image')
    expect(installRequest(preflightOf({ method: 'docker' }), wished)).toMatchObject({ image: 'openclaw/openclaw:1' })
  })

  it('leaves the version to the image, and promises none', () => {
    const docker = preflightOf({ method: 'docker' })
    expect(installRequest(docker)).toEqual({ method: 'docker', channel: 'stable', port: 18_789 })
    expect(promisedVersion(docker)).toBeNull()
  })
})

it('a port is a whole number from 1024 to 65535', () => {
  expect(['1023', '1024', ' 65535 ', '65536', '18789x', '1e4', ''].map(readPort)).toEqual([
    null,
    1024,
    65_535,
    null,
    null,
    null,
    null,
  ])
})

it('an image is a name in small letters, or none', () => {
  expect(['openclaw/openclaw:1', '', 'OpenClaw', '-x', 'a b', 'a'.repeat(257)].map(readImage)).toEqual([
    'openclaw/openclaw:1',
    '',
    null,
    null,
    null,
    null,
  ])
})
