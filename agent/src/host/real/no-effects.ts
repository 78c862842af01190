import type { Effects } from '../effects.ts'
import { HostError } from '../host.ts'

const refuse = () => Promise.reject(new HostError('denied', 'This agent changes nothing on this host.'))

/** A host that may be looked at and not changed. */
export const noEffects: Effects = {
  accounts: {
    find: async () => null,
    byUid: async () => null,
    createSystem: refuse,
    mayActAsOthers: async () => false,
  },
  folders: {
    makeDirectory: refuse,
    writeFile: refuse,
    switchLink: refuse,
    rename: refuse,
    remove: refuse,
    seal: refuse,
  },
  programs: { run: refuse, find: async () => null },
  packages: { describe: refuse, resolve: refuse, install: refuse, runtimeFor: () => null },
  images: { engine: async () => null, local: async () => null, remoteDigest: async () => null, pull: refuse },
  serviceManagers: [],
  ssh: { hostKey: refuse, connect: refuse },
}
