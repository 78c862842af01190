import { createContext, type ReactNode, useContext } from 'react'
import type { ConfigPath, Json } from '../document/config-path.ts'
import type { DraftActions } from '../draft/use-draft.ts'
import type { SettingRow } from '../settings/expand-settings.ts'

/** What every control of the form shares. It changes only when another file is read. */
export interface ConfigForm {
  actions: DraftActions
  /** Stands where a secret is. */
  mask: string
  readOnly: boolean
  /** What may be typed for a number, once it is known. */
  range(path: string): ReactNode
  /** Shows a setting and puts the focus into it. */
  goTo(path: string): void
}

export const ConfigFormContext = createContext<ConfigForm | null>(null)

export function useConfigForm(): ConfigForm {
  const form = useContext(ConfigFormContext)
  if (form === null) throw new Error('There is no form around this control.')
  return form
}

export interface ControlProps {
  row: SettingRow
  path: ConfigPath
  value: Json | undefined
  /** Id of the words that explain it, for screen readers. */
  describedBy: string
}
