import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installMoltbotRuntime } from '../../../../../tools/real/moltbot-install.ts'
import type { Owner } from '../../effects.ts'
import { serviceConformance } from './service-conformance.ts'
import { reaches } from './service-subject.ts'
import { createSupervisedSubject } from './test/supervised-subject.ts'

/** Somebody else, as MoltBot is for a root agent. */
const nobody: Owner = { uid: 65_534, gid: 65_534, name: 'nobody', home: '/nonexistent' }

serviceConformance('supervised by root for somebody else', async () =>
  createSupervisedSubject(nobody, await installMoltbotRuntime()),
)

let subject: ReturnType<typeof createSupervisedSubject>
beforeAll(async () => {
  subject = createSupervisedSubject(nobody, await installMoltbotRuntime())
})
afterAll(() => subject?.dispose())

test('it runs with the rights of its account alone, and cannot get more', async () => {
  const service = await subject.definition('plain')
  await subject.behave(service, {})
  await subject.manager.install(service)
  await subject.manager.start(service.name, nobody)
  const { pid } = await reaches(subject, service, { state: 'running' })
  await expect.poll(async () => (await subject.events(service)).length, { timeout: 10_000 }).toBeGreaterThan(0)
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  expect(status).toMatch(/^Uid:\t65534\t65534\t65534\t65534$/m)
  expect(status).toMatch(/^Gid:\t65534\t65534\t65534\t65534$/m)
  expect(status).toMatch(/^Groups:\t *(65534)? *$/m)
  expect(status).toMatch(/^CapEff:\t0+$/m)
  expect(status).toMatch(/^NoNewPrivs:\t1$/m)
  await subject.manager.remove(service.name, nobody)
})

test('a log folder that leads to a folder of root is not followed', async () => {
  const service = await subject.definition('sly')
  await subject.behave(service, {})
  const target = join(subject.folder, 'of-root')
  mkdirSync(target, { mode: 0o700 })
  symlinkSync(target, join(service.stateDir, 'logs'))
  await subject.manager.install(service)
  await expect(subject.manager.start(service.name, nobody)).rejects.toThrow(/cannot be started.*Permission denied/s)
  expect(readdirSync(target)).toEqual([])
  expect(statSync(target).uid).toBe(0)
  rmSync(join(service.stateDir, 'logs'))
  await subject.manager.remove(service.name, nobody)
})
