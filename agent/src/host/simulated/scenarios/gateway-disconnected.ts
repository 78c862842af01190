import { mainUp, quietLog, type Scenario } from './scenario.ts'

/**
 * The HTTP probes say that all is well and every web socket is dropped before its first frame, as behind a proxy that
 * does not upgrade: only the connection to the gateway is gone.
 */
export const gatewayDisconnected: Scenario = {
  name: 'gateway-disconnected',
  description: 'MoltBot answers its health checks, but drops every connection to its gateway.',
  gateways: [{ ...mainUp, mood: { rpc: 'refused' } }],
  events: [quietLog],
}
