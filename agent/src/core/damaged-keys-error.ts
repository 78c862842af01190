/** What the secret store holds is not what this agent wrote there. Making new keys would lock every device out. */
export class DamagedKeysError extends Error {}
