/** Base64 for JWS and thumbprints: URL alphabet, no padding (RFC 7515, section 2). */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
