import { createContext, useContext } from 'react'
import { type ConfigPath, isWithin, parsePath } from '../../document/config-path.ts'

/** Paths at which a new secret was typed; what it is, no control is told. */
export const TypedSecretsContext = createContext<ReadonlySet<string>>(new Set())

/** Names below a path at which a new secret was typed. */
export function useTypedNames(path: ConfigPath): string[] {
  return [...useContext(TypedSecretsContext)].flatMap((key) => {
    const typed = parsePath(key)
    const name = typed.at(-1)
    return typed.length === path.length + 1 && isWithin(typed, path) && typeof name === 'string' ? [name] : []
  })
}

export function useTypedSecret(path: string): boolean {
  return useContext(TypedSecretsContext).has(path)
}
