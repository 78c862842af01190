import type { Command } from 'commander'
import { askSecret } from './ask-secret.ts'
import { addNoun, type Cli } from './cli.ts'
import { Failure } from './failure.ts'
import type { Surroundings } from './surroundings.ts'

const shortest = 8

/** `moltbot-ops passphrase`: what approvals at the host need where MoltBot runs as the agent's own user. */
export function addPassphrase(cli: Cli): void {
  const noun = addNoun(cli, 'passphrase', 'Set or change the owner passphrase', 'set')
  cli
    .verb({
      noun,
      usage: 'set',
      summary: 'Set the owner passphrase for the first time',
      example: 'passphrase set',
      cannot: 'The passphrase was not set.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, note, surroundings } = await cli.open(command)
      await client.setPassphrase({ body: { passphrase: await askNew(surroundings) } })
      note('The owner passphrase is set. It cannot be read back, so keep it where MoltBot cannot read it.')
    })
  cli
    .verb({
      noun,
      usage: 'change',
      summary: 'Change the owner passphrase; needs the old one',
      example: 'passphrase change',
      cannot: 'The passphrase was not changed.',
    })
    .action(async (_options: object, command: Command) => {
      const { client, note, surroundings } = await cli.open(command)
      const old_passphrase = await askSecret(surroundings, 'Old passphrase: ')
      await client.setPassphrase({ body: { passphrase: await askNew(surroundings), old_passphrase } })
      note('The owner passphrase is changed.')
    })
}

async function askNew(surroundings: Surroundings): Promise<string> {
  const passphrase = await askSecret(surroundings, `New passphrase (at least ${shortest} characters): `)
  if ([...passphrase].length < shortest) throw new Failure('failed', `It needs at least ${shortest} characters.`)
  if ((await askSecret(surroundings, 'The same again: ')) !== passphrase) {
    throw new Failure('failed', 'The two differ. Run it again.')
  }
  return passphrase
}
