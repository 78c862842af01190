import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { BenchPlan, Candidate, PreparedBench } from './bench-case.ts'
import { summarize } from './judge.ts'
import { putLoadOn } from './load.ts'
import { packedAgent } from './packed-agent.ts'
import type { RecordedAnswer, RivalSetup } from './rivals/recorded-answer.ts'
import { cpuSeconds, type ServerProcess, startServer } from './server-process.ts'

const rival = (name: string) => fileURLToPath(new URL(`./rivals/${name}.ts`, import.meta.url))

export async function prepareHttp(plan: BenchPlan): Promise<PreparedBench> {
  const packed = await packedAgent()
  const running: ServerProcess[] = []
  const dispose = async () => {
    for (const server of running) await server.stop()
    packed.dispose()
  }
  try {
    const ours = await packed.start(packed.newStateDir())
    running.push(ours)
    const token = packed.token(ours)
    const health = await record(ours.url, '/health')
    const info = await record(ours.url, '/system/info', token)
    const setup: RivalSetup = {
      answers: [health, info],
      tokenHash: createHash('sha256').update(token).digest('hex'),
    }
    const env = { RIVAL_SETUP: JSON.stringify(setup) }
    const raw = await startServer({ name: 'raw node:http', args: [rival('raw-http')], env, probe: '/health' })
    running.push(raw)
    const express = await startServer({ name: 'Express', args: [rival('express')], env })
    running.push(express)
    await checkSame(raw.url, health)
    await checkSame(raw.url, info)
    await checkSame(express.url, info, token)
    for (const { url } of [ours, express]) await checkGuarded(`${url}${info.path}`)

    // Until its code is compiled a server says nothing about itself.
    for (const { url } of running) await putLoadOn({ url: `${url}${info.path}`, seconds: 2, token })

    // Short turns and many: what the neighbours of this machine do then falls on both sides of a ratio.
    const seconds = plan.fast ? 1 : 2
    const rates = new Map<string, number[]>()
    const load = (server: ServerProcess, path: string, bearer?: string): Candidate => ({
      name: server.name,
      async measure() {
        const before = cpuSeconds(server.pid)
        const { answers, perSecond } = await putLoadOn({ url: `${server.url}${path}`, seconds, token: bearer })
        const label = `${server.name} ${path}`
        rates.set(label, [...(rates.get(label) ?? []), perSecond])
        return answers / (cpuSeconds(server.pid) - before)
      },
    })
    // A server that has its core to itself answers this many a second. Here it shares two cores with its load
    // generator, so its rate would tell of the generator and of the neighbours.
    const unit = 'requests per second of its CPU time'
    const includes = `16 connections for ${seconds} s from another process`
    return {
      series: [
        {
          name: '/health',
          unit,
          includes,
          candidates: [load(ours, '/health'), load(raw, '/health')],
          gates: [{ candidate: ours.name, rival: raw.name, bound: 'at least', ratio: 0.9 }],
        },
        {
          name: '/system/info with a token',
          unit,
          includes: `${includes}; raw node:http checks nothing, Express checks what the agent checks`,
          candidates: [load(ours, info.path, token), load(raw, info.path, token), load(express, info.path, token)],
          gates: [
            { candidate: ours.name, rival: raw.name, bound: 'at least', ratio: 0.7 },
            { candidate: ours.name, rival: express.name, bound: 'at least', ratio: 1.5 },
          ],
        },
      ],
      floor: { name: 'node -e 0', unit: 'ms', measure: bareNodeMs },
      notes: () => [
        `${info.body.length} bytes of /system/info, ${health.body.length} of /health`,
        ...[...rates].map(
          ([label, values]) => `${label}: ${Math.round(summarize(values).median)} requests/s, client-bound`,
        ),
      ],
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

async function bareNodeMs(): Promise<number> {
  const began = performance.now()
  execFileSync(process.execPath, ['-e', '0'])
  return performance.now() - began
}

/** Headers of the connection itself belong to whoever answers. */
const ofTheConnection = new Set(['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding'])

async function record(url: string, path: string, token?: string): Promise<RecordedAnswer> {
  const response = await fetch(
    `${url}${path}`,
    token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
  )
  if (response.status !== 200) throw new Error(`${url}${path} answered ${response.status}`)
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !ofTheConnection.has(name)))
  return { path, headers, body: await response.text() }
}

async function checkSame(url: string, expected: RecordedAnswer, token?: string): Promise<void> {
  const answer = await record(url, expected.path, token)
  if (JSON.stringify(answer) !== JSON.stringify(expected)) {
    throw new Error(`${url}${expected.path} does not answer the same bytes and headers; nothing was measured`)
  }
}

async function checkGuarded(url: string): Promise<void> {
  const { status } = await fetch(url)
  if (status !== 401) throw new Error(`${url} answered ${status} without a token; nothing was measured`)
}
