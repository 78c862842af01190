import { useQuery } from '@tanstack/react-query'
import { useConsole } from '../../../session/console.ts'
import { constraintQuery } from '../config-queries.ts'
import { configWords } from '../config-words.ts'
import { rangeOf } from './range-of.ts'

/** What may be typed for a number, from the schema of that setting. */
export function NumberRange({ instance, path }: { instance: string | null; path: string }) {
  const { client } = useConsole()
  const { data } = useQuery(constraintQuery(client, instance, path))
  if (data == null) return null
  const { least, most } = rangeOf(data)
  const text = configWords.setting.range(least, most)
  return text === '' ? null : <span>{text}</span>
}
