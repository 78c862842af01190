import { ApiError, type Client } from '@moltbot-ops/sdk'
import { askSecret } from './ask-secret.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Does the call, and once more with the owner passphrase where the agent says that it needs one. It is never asked
 * before, never taken from an option, a variable or a pipe: MoltBot could fill those.
 */
export async function withPassphrase<T>(
  { client, surroundings }: { client: Client; surroundings: Surroundings },
  call: (passphrase: { owner_passphrase?: string }) => Promise<T>,
): Promise<T> {
  try {
    return await call({})
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'passphrase_required') throw error
    // Nobody can type what is not set; the agent's message says what to do.
    if ((await client.getSession()).passphrase === 'unset') throw error
    return call({ owner_passphrase: await askSecret(surroundings, 'Owner passphrase: ') })
  }
}
