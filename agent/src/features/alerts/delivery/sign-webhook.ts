import { createHmac } from 'node:crypto'

/**
 * Headers of Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks): the signature is over id, time
 * of this try in seconds, and body. `secret` is `whsec_` and the key in base64.
 */
export function signWebhook(id: string, atMs: number, body: string, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
