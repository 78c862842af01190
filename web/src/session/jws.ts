import { base64url } from './base64url.ts'

const header = { alg: 'ES256' }
const text = new TextEncoder()

/** A compact JWS (RFC 7515) by the device key. WebCrypto gives the signature as r ‖ s, which is what ES256 wants. */
export async function signJws(privateKey: CryptoKey, payload: Record<string, unknown>): Promise<string> {
  const signed = [header, payload].map((part) => base64url(text.encode(JSON.stringify(part)))).join('.')
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, text.encode(signed))
  return `${signed}.${base64url(new Uint8Array(signature))}`
}
