/** The id of the ended install that was taken note of in this browser. Nothing else of a setup is ever stored. */
const key = 'moltbot-ops.seen-install'

export function seenInstall(storage: Pick<Storage, 'getItem'>): string | null {
  try {
    return storage.getItem(key)
  } catch {
    return null
  }
}

export function noteSeenInstall(id: string, storage: Pick<Storage, 'setItem'>): void {
  try {
    storage.setItem(key, id)
  } catch {
    // Blocked storage: the note then holds until the page is left.
  }
}
