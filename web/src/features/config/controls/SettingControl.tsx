import { ChoiceControl } from './ChoiceControl.tsx'
import { EntriesControl } from './collections/EntriesControl.tsx'
import { ListControl } from './collections/ListControl.tsx'
import { TableControl } from './collections/TableControl.tsx'
import { controlOf } from './control-of.ts'
import type { ControlProps } from './form-context.ts'
import { JsonControl } from './JsonControl.tsx'
import { SecretControl } from './secrets/SecretControl.tsx'
import { TextControl } from './TextControl.tsx'

/** The control that fits the type of a setting and what stands there. */
export function SettingControl({ hasParts, ...props }: ControlProps & { hasParts: boolean }) {
  const { row, path, value, describedBy } = props
  switch (controlOf(row.setting, value, hasParts)) {
    case 'secret':
      return <SecretControl name={row.label} path={path} value={value} describedBy={describedBy} />
    case 'choice':
      return <ChoiceControl {...props} />
    case 'number':
      return <TextControl {...props} numeric />
    case 'text':
      return <TextControl {...props} />
    case 'list':
      return <ListControl {...props} />
    case 'table':
      return <TableControl {...props} parts={false} />
    case 'names':
      return <TableControl {...props} parts />
    case 'entries':
      return <EntriesControl {...props} />
    case 'json':
      return <JsonControl {...props} />
  }
}
