import type { JsonObject } from '../gateway/config.ts'
import { rpcEvents, rpcMethods } from './features.ts'
import { healthOf, type Telling } from './health.ts'

/** The answer to `connect`, as a session that may read gets it. */
export function helloOf(telling: Telling, connId: string): JsonObject {
  const { state, now, noise, hostname } = telling
  const { version, place } = state
  return {
    type: 'hello-ok',
    protocol: 4,
    server: {
      version,
      buildId: `${version}-release-${noise.hex(12, 'build', version)}`,
      bootId: state.bootId,
      controlUiBuildSource: 'bundled',
      connId,
    },
    features: { methods: rpcMethods, events: rpcEvents, capabilities: ['model-catalog-snapshot'] },
    snapshot: {
      suspension: { phase: 'accepting' },
      presence: [
        {
          host: hostname,
          ip: '192.0.2.2',
          version,
          platform: 'linux 6.12.48',
          deviceFamily: 'Linux',
          mode: 'gateway',
          reason: 'self',
          instanceId: noise.uuid('presence', place.name),
          text: `Gateway: ${hostname} (192.0.2.2) · app ${version} · mode gateway · reason self`,
          ts: now,
        },
      ],
      health: healthOf(telling),
      stateVersion: { presence: 1, health: state.healthCount },
      uptimeMs: now - state.httpSince,
      appliedConfigHash: state.applied.hash,
      sessionDefaults: { defaultAgentId: 'main', modelConfigured: false, mainKey: 'main', scope: 'per-sender' },
    },
    auth: { method: 'token', role: 'operator', scopes: ['operator.read'] },
    policy: { maxPayload: 26_214_400, maxBufferedBytes: 52_428_800, tickIntervalMs: 30_000 },
  }
}
