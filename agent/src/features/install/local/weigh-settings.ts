import type { Plan, Risk } from '../../../core/consent.ts'
import { diffConfigs } from '../../../moltbot/config/changes/diff-configs.ts'
import { formatPath } from '../../../moltbot/config/path.ts'
import { knownSecrets } from '../../../moltbot/config/secrets/secret-policy.ts'
import type { JsonObject } from '../../../moltbot/json.ts'
import { firstConfig } from './first-config.ts'

const mostNamed = 40
const risks: readonly Risk[] = ['low', 'medium', 'high']

/**
 * The plan with what the settings that come with the installation do: one of them may publish the gateway, and whoever
 * approves the installation approves that too.
 */
export function weighSettings(plan: Plan, more: JsonObject | undefined): Plan {
  const minimum = { port: 1, token: 'x', stateDir: '/', bind: 'loopback' as const }
  const { changes, risk } = diffConfigs(
    firstConfig({ ...minimum, more: {} }) as JsonObject,
    firstConfig({ ...minimum, more: more ?? {} }) as JsonObject,
    { policy: knownSecrets, version: null },
  )
  if (changes.length === 0) return plan
  const named = changes
    .toSorted((one, other) => risks.indexOf(other.risk) - risks.indexOf(one.risk))
    .slice(0, mostNamed)
    .map(({ path, why }) => `The setting ${formatPath(path)} comes with it.${why === null ? '' : ` ${why}`}`)
  const left = changes.length - named.length
  return {
    ...plan,
    affects: [...plan.affects, ...named, ...(left > 0 ? [`${left} more settings come with it.`] : [])],
    risk: risks.indexOf(risk) > risks.indexOf(plan.risk) ? risk : plan.risk,
  }
}
