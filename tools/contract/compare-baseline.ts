import { type Comparison, compareSchema, type Direction } from './compare-schema.ts'
import { type Document, isNode, listOf, type Node } from './document.ts'

export interface BaselineReport {
  /** How many things of the frozen text were compared. */
  compared: number
  operations: number
  broken: string[]
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** Finds everything of the frozen contract that the current one no longer offers. */
export function compareBaseline(frozen: Document, current: Document): BaselineReport {
  const report: BaselineReport = { compared: 0, operations: 0, broken: [] }
  const comparison: Comparison = {
    frozen,
    current,
    saw: () => report.compared++,
    broken: (place, what) => report.broken.push(`${place}: ${what}`),
  }
  for (const [path, item] of entries(frozen.root.paths)) {
    const now = current.at(isNode(current.root.paths) ? current.root.paths[path] : undefined)
    for (const method of methods.filter((name) => isNode(item) && name in item)) {
      report.operations++
      comparison.saw()
      const place = `${method.toUpperCase()} ${path}`
      const before = isNode(item) ? frozen.at(item[method]) : undefined
      const after = current.at(now?.[method])
      if (!before) continue
      if (!after) comparison.broken(place, 'is gone')
      else compareOperation(comparison, place, before, after)
    }
  }
  compareComponentNames(comparison)
  return report
}

function compareOperation(comparison: Comparison, place: string, frozen: Node, current: Node): void {
  compareSecurity(comparison, place, frozen, current)
  compareParameters(comparison, place, frozen, current)
  const body = comparison.frozen.at(frozen.requestBody)
  const bodyNow = comparison.current.at(current.requestBody)
  if (bodyNow?.required === true && body?.required !== true) comparison.broken(`${place} body`, 'has to be sent now')
  if (body && !bodyNow) comparison.broken(`${place} body`, 'is gone')
  else compareContent(comparison, 'request', `${place} body`, body, bodyNow)
  const responses = isNode(current.responses) ? current.responses : {}
  for (const [status, response] of entries(frozen.responses)) {
    comparison.saw()
    const answer = comparison.current.at(responses[status])
    if (!answer) comparison.broken(`${place} ${status}`, 'is gone')
    else compareContent(comparison, 'response', `${place} ${status}`, comparison.frozen.at(response), answer)
  }
}

/** A further way to prove who calls is welcome; losing one, or opening what was guarded, is not. */
function compareSecurity({ saw, broken, ...documents }: Comparison, place: string, frozen: Node, current: Node): void {
  const before = listOf(frozen.security ?? documents.frozen.root.security)
  const after = listOf(current.security ?? documents.current.root.security).map((way) => JSON.stringify(way))
  saw()
  const isOpen = after.length === 0 || after.includes('{}')
  if (before.length === 0 && !isOpen) broken(place, 'was open, is guarded')
  if (before.length > 0 && isOpen) broken(place, 'was guarded, is open')
  for (const way of before.map((one) => JSON.stringify(one))) {
    if (!isOpen && !after.includes(way)) broken(place, `${way} is no longer accepted`)
  }
}

function compareParameters(comparison: Comparison, place: string, frozen: Node, current: Node): void {
  const now = listOf(current.parameters).map((one) => comparison.current.at(one))
  const before = listOf(frozen.parameters).map((one) => comparison.frozen.at(one))
  const same = (one: Node | undefined, other: Node | undefined) => one?.name === other?.name && one?.in === other?.in
  for (const parameter of before) {
    comparison.saw()
    const inside = `${place} ${parameter?.in} ${parameter?.name}`
    const found = now.find((one) => same(one, parameter))
    if (!found) comparison.broken(inside, 'is gone')
    else if ((found.required === true) !== (parameter?.required === true)) {
      comparison.broken(inside, `required was ${parameter?.required === true}, is ${found.required === true}`)
    }
    if (found) {
      compareSchema(comparison, 'request', inside, { frozen: parameter?.schema, current: found.schema })
    }
  }
  for (const parameter of now.filter((one) => one?.required === true)) {
    if (!before.some((one) => same(one, parameter))) {
      comparison.broken(`${place} ${parameter?.in} ${parameter?.name}`, 'has to be sent now')
    }
  }
}

function compareContent(
  comparison: Comparison,
  direction: Direction,
  place: string,
  frozen: Node | undefined,
  current: Node | undefined,
): void {
  const now = isNode(current?.content) ? current.content : {}
  for (const [type, media] of entries(frozen?.content)) {
    comparison.saw()
    const found = now[type]
    if (!isNode(found)) comparison.broken(place, `${type} is gone`)
    else if (isNode(media)) compareSchema(comparison, direction, place, { frozen: media.schema, current: found.schema })
  }
}

/** Client code is generated with these names. */
function compareComponentNames({ frozen, current, saw, broken }: Comparison): void {
  for (const [kind, group] of entries(frozen.root.components)) {
    for (const [name] of entries(group)) {
      saw()
      if (!current.at({ $ref: `#/components/${kind}/${name}` })) broken(`components.${kind}.${name}`, 'is gone')
    }
  }
}

function entries(value: unknown): [string, unknown][] {
  return isNode(value) ? Object.entries(value) : []
}
