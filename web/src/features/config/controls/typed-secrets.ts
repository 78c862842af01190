import { createContext, useContext } from 'react'

/** Paths at which a new secret was typed; what it is, no control is told. */
export const TypedSecretsContext = createContext<ReadonlySet<string>>(new Set())

export function useTypedSecret(path: string): boolean {
  return useContext(TypedSecretsContext).has(path)
}
