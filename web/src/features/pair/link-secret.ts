interface Address {
  hash: string
  pathname: string
  search: string
}

/**
 * Takes the secret of a one-time link out of the address. The fragment never reaches a server; taken out, it does not
 * reach the history, a screenshot or a bookmark either.
 */
export function takeLinkSecret(address: Address, replace: (url: string) => void): string | null {
  const secret = new URLSearchParams(address.hash.replace(/^#/, '')).get('pair')
  if (secret === null) return null
  replace(address.pathname + address.search)
  return secret === '' ? null : secret
}
