import { fileURLToPath } from 'node:url'

/** The folder of this checkout, whatever the current directory is. */
export const repositoryRoot = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

export const inCi = process.env.CI === 'true'
