import { stateFolder } from './remote-layout.ts'

/**
 * Runs in the Node of another host, as root, and speaks with the agent there over its socket: it proposes, approves as
 * the terminal of that host, acts and follows, so that the agent there has the same record as of any other change. It
 * prints one JSON object a line. Plain CommonJS without dependencies, because it comes through standard input.
 */
export const remoteAgentScript = `
'use strict'
const http = require('node:http')
const task = JSON.parse(process.env.TASK)
const about = JSON.parse(require('node:fs').readFileSync('${stateFolder}/agent.json', 'utf8'))
const say = (what) => process.stdout.write(JSON.stringify(what) + '\\n')
const pause = (ms) => new Promise((done) => setTimeout(done, ms))

function call(method, path, body, headers) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body)
    const asked = http.request(
      {
        socketPath: about.socket,
        method,
        path,
        timeout: 120000,
        headers: { host: '127.0.0.1', ...(text ? { 'content-type': 'application/json' } : {}), ...headers },
      },
      (answer) => {
        const chunks = []
        answer.on('data', (chunk) => chunks.push(chunk))
        answer.on('end', () => {
          try {
            const json = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}')
            resolve({ status: answer.statusCode, json })
          } catch (error) {
            reject(error)
          }
        })
      },
    )
    asked.on('error', reject)
    asked.on('timeout', () => asked.destroy(new Error('the agent there did not answer in time')))
    asked.end(text)
  })
}

class Refused extends Error {}

async function must(method, path, body, headers) {
  const { status, json } = await call(method, path, body, headers)
  if (status < 300) return json
  const details = (json.details || []).map((detail) => detail.message).join(' ')
  const refused = new Refused([json.message, details].filter(Boolean).join(' '))
  refused.code = json.code
  throw refused
}

async function follow(id) {
  let said = ''
  for (;;) {
    const job = await must('GET', '/jobs/' + id)
    if (job.ended_at !== null) return job
    const step = job.steps.find((one) => one.name === job.stage)
    const message = step ? step.title + (step.message ? ': ' + step.message : '') : 'waiting'
    if (message !== said) say({ message, line: message })
    said = message
    say({ progress: job.progress })
    await pause(1000)
  }
}

function end(job) {
  const undo = job.undo ? job.undo.message : ''
  const message = (job.error ? job.error.message : undo).slice(0, 1000)
  const status = job.status === 'succeeded' ? 'succeeded' : 'failed'
  // A line that is too long is cut on its way: what is said of the result has to be short.
  const words = Object.entries(job.result || {}).filter(([, value]) => typeof value !== 'object')
  const result = Object.fromEntries(words.slice(0, 10).map(([name, value]) => [name, String(value).slice(0, 200)]))
  say({ end: { status, code: job.error ? job.error.code : job.status, message, result } })
}

async function install() {
  const { params, reason } = task
  const plan = await must('POST', '/confirmations', { action: 'installLocal', params, reason })
  say({ line: plan.summary })
  const phrase = plan.typed_phrase ? { typed_phrase: plan.typed_phrase } : {}
  const approved = await must('POST', '/confirmations/' + plan.id + '/approve', phrase)
  const headers = { 'x-confirmation-token': approved.confirmation_token }
  const started = await must('POST', '/install/local', params, headers)
  say({ job: started.job_id })
  end(await follow(started.job_id))
}

async function cancel() {
  const { items } = await must('GET', '/jobs?limit=20')
  const job = items.find((one) => one.kind.startsWith('install'))
  if (!job) return say({ end: { status: 'none', code: 'none', message: '', result: {} } })
  if (job.ended_at === null && job.can_cancel) {
    await must('POST', '/jobs/' + job.id + '/cancel').catch((error) => {
      if (!(error instanceof Refused)) throw error
    })
  }
  end(job.ended_at === null ? await follow(job.id) : job)
}

const work = task.do === 'install' ? install() : cancel()
work.catch((error) => {
  if (error instanceof Refused) {
    say({ end: { status: 'failed', code: error.code, message: error.message, result: {} } })
  } else {
    console.error(error.message)
    process.exit(1)
  }
})
`
