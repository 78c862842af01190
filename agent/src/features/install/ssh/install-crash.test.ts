import { expect, test } from 'vitest'
import { openMachine } from '../../../host/simulated/test/open-machine.ts'
import { createInstallation } from './test/installation.ts'

const garage = { host: 'garage.example', remember_key: true }

/** Every effect of a whole installation, in order: a folder, two uploads, unpacking, the service, the key, MoltBot. */
const effects = Array.from({ length: 7 }, (_, index) => index + 1)
const moments = ['before', 'after'] as const

test('a whole installation has as many effects as are cut off below', async () => {
  const { install, machine } = await createInstallation()
  expect(await install(garage)).toMatchObject({ status: 'succeeded' })
  expect(machine.effects.record()).toHaveLength(effects.length)
})

test.each(effects.flatMap((effect) => moments.map((moment) => ({ effect, moment }))))(
  'killed $moment effect $effect, the agent names at its next start what it left there',
  async ({ effect, moment }) => {
    const machine = openMachine('not-installed')
    const first = await createInstallation(machine)
    machine.faults.crashAt('any', effect, { moment, silent: true })
    const crashed = machine.faults.crashed()
    const id = await first.start(garage)
    await machine.settle(crashed)

    const { atWork } = await createInstallation(machine, { database: first.atWork.database, run: 'again' })
    const job = await atWork.ended(id)
    expect(job.status).toBe('interrupted')
    const named = (job.undo?.remains ?? []).join('\n')
    for (const left of machine.remains('garage.example')) {
      const isMoltbot = left === 'MoltBot'
      const thing = left.replace(/^(authorized key|service) /, '').replace(/\/\w+\.tar\.gz$/, '')
      expect(named).toContain(isMoltbot ? 'the installation of MoltBot' : thing)
    }
    expect(job.error?.message).toContain(
      job.undo?.remains[0] ?? 'On garage.example there is neither an agent nor a MoltBot from this.',
    )
  },
)
