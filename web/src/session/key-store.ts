import type { StoredKey } from './device-key.ts'

/** Where the device key lives between visits. */
export interface KeyStore {
  read(): Promise<StoredKey | null>
  write(key: StoredKey): Promise<void>
  clear(): Promise<void>
  /** Fails where the browser would not keep a key. The stored one is not touched. */
  probe(key: StoredKey): Promise<void>
}

const slot = 'device'
const probeSlot = 'probe'

/** The origin's IndexedDB: the only place that can hold a key that script cannot read. */
export function indexedDbKeyStore(factory: IDBFactory): KeyStore {
  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open('moltbot-ops', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('keys')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
      request.onblocked = () => reject(new Error('Another tab holds the key store open.'))
    })
  const run = async <T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const database = await open()
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction('keys', mode)
        const request = act(transaction.objectStore('keys'))
        transaction.oncomplete = () => resolve(request.result)
        transaction.onerror = () => reject(transaction.error)
        transaction.onabort = () => reject(transaction.error)
      })
    } finally {
      database.close()
    }
  }
  return {
    read: async () => ((await run('readonly', (store) => store.get(slot))) as StoredKey | undefined) ?? null,
    write: async (key) => void (await run('readwrite', (store) => store.put(key, slot))),
    clear: async () => void (await run('readwrite', (store) => store.delete(slot))),
    async probe(key) {
      await run('readwrite', (store) => store.put(key, probeSlot))
      await run('readwrite', (store) => store.delete(probeSlot))
    },
  }
}
