import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../core/problem.ts'

/** A configuration may have 64 levels, and a proposal has it two levels down. */
export const mostLevels = 100
/** An escape of half a character; whether its other half stands beside it is seen once it is parsed. */
const halfCharacter = /\\u[dD][89a-fA-F]/
const quote = 0x22
const backslash = 0x5c

type Done = (error: Error | null, body?: unknown) => void

/**
 * Reads a body as JSON. One that is nested too deep, or whose texts have half a character in them, is refused here: what
 * walks the value later (checks, hashes, the canonical text) may then call itself, and always has a canonical text.
 */
export function createJsonBody(app: FastifyInstance): (request: FastifyRequest, text: string, done: Done) => void {
  const parse = app.getDefaultJsonParser('error', 'error')
  return (request, text, done) => {
    if (isDeeperThan(text, mostLevels)) {
      done(new Problem('malformed_json', `The body is nested more than ${mostLevels} levels deep.`))
      return
    }
    parse(request, text, (error, body) => {
      if (error !== null && isJson(text)) {
        const names = '`__proto__`, or `constructor` with a prototype'
        done(new Problem('malformed_json', `The body has a name in it that is not allowed: ${names}.`))
      } else if (error === null && halfCharacter.test(text) && !isWhole(body)) {
        done(
          new Problem(
            'malformed_json',
            'A text of the body has half a character in it: a surrogate without its other.',
          ),
        )
      } else done(error, body)
    })
  }
}

/** What is JSON and was refused all the same has a name in it that reaches the prototype of an object. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Whether objects and lists of a JSON text lie in each other deeper than `most`. */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === backslash) at += 1
      else if (code === quote) inString = false
    } else if (code === quote) inString = true
    // `{` and `[`, then `}` and `]`: each pair differs in one bit.
    else if ((code | 0x20) === 0x7b) {
      depth += 1
      if (depth > most) return true
    } else if ((code | 0x20) === 0x7d) depth -= 1
  }
  return false
}

function isWhole(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => name.isWellFormed() && isWhole(member))
}
