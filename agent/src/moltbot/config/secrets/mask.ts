import type { JsonObject } from '../../json.ts'
import { isObject } from '../../json.ts'
import { type ConfigPath, formatPath } from '../path.ts'
import type { SecretPolicy } from './secret-policy.ts'

/** Stands for every secret alike, so that it tells neither length nor whether two are the same. */
export const mask = '__MOLTBOT_OPS_SECRET__'

/** A copy in which every secret is the mask. */
export function maskConfig(document: JsonObject, policy: SecretPolicy): JsonObject {
  return maskAt(
    document,
    policy.find(document).map(({ path }) => path),
  )
}

/** A copy in which the mask stands at each path. */
export function maskAt<Value>(document: Value, paths: readonly ConfigPath[]): Value {
  const copy = structuredClone(document)
  for (const path of paths) replaceAt(copy, path, mask)
  return copy
}

export function replaceAt(root: unknown, path: ConfigPath, value: unknown): void {
  let at = root
  for (const part of path.slice(0, -1)) at = isContainer(at) ? Reflect.get(at, part) : undefined
  const last = path.at(-1)
  if (isContainer(at) && last !== undefined) Reflect.set(at, last, value)
}

function isContainer(value: unknown): value is object {
  return Array.isArray(value) || isObject(value)
}

export interface MaskProblem {
  path: ConfigPath
  message: string
}

export function misplacedMask(path: ConfigPath): MaskProblem {
  const message = `The mask at ${formatPath(path)} stands for no secret of this place. Write the secret itself, or leave the mask where it was.`
  return { path, message }
}
