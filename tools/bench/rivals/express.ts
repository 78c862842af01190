import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import express from 'express'
import schemas from '../../../api/generated/schemas.json' with { type: 'json' }
import { readSetup, sayPort } from './recorded-answer.ts'

/** What the agent does for an authenticated read, written for Express the way its users write it. */
const { answers, tokenHash } = readSetup()
const ajv = new Ajv({ strict: false })
addFormats.default(ajv)
const queryIsValid = ajv.compile(schemas.getSystemInfo.query)
const answerIsValid = ajv.compile(schemas.getSystemInfo.success)
const tokens = new Map([[tokenHash, { role: 'viewer', subject: 'token:bench', expiresAt: Date.now() + 3_600_000 }]])
const buckets = new Map<string, { left: number; at: number }>()
const perSecond = 1e9
let requests = 0

const app = express()
app.disable('x-powered-by')
app.disable('etag')
app.use((request, response, next) => {
  const { host, origin } = request.headers
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '') || origin !== undefined) response.status(403).end()
  else next()
})
app.use((request, response, next) => {
  const [scheme, bearer] = request.headers.authorization?.split(' ', 2) ?? []
  const token = tokens.get(
    createHash('sha256')
      .update(bearer ?? '')
      .digest('hex'),
  )
  if (scheme !== 'Bearer' || !token || token.expiresAt < Date.now()) {
    response.status(401).json({ code: 'unauthorized' })
    return
  }
  const now = performance.now()
  const bucket = buckets.get(token.subject) ?? { left: perSecond, at: now }
  bucket.left = Math.min(perSecond, bucket.left + ((now - bucket.at) / 1000) * perSecond) - 1
  bucket.at = now
  buckets.set(token.subject, bucket)
  if (bucket.left < 0) response.status(429).json({ code: 'rate_limited' })
  else next()
})
for (const { path, headers, body } of answers) {
  const recorded = JSON.parse(body)
  app.get(path, (request, response) => {
    requests += 1
    if (!queryIsValid(request.query)) {
      response.status(400).json({ code: 'validation_failed' })
      return
    }
    // The agent puts its answer together anew each time, too.
    const answer = assembled(recorded)
    if (!answerIsValid(answer)) {
      response.status(500).json({ code: 'internal', request_id: requests.toString(36) })
      return
    }
    response.set(headers).json(answer)
  })
}

const server = app.listen(0, '127.0.0.1', () => sayPort((server.address() as AddressInfo).port))

function assembled(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isObject(one) ? { ...one } : one]))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
