import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findProblems } from '../../agent/src/moltbot/config/findings/find-problems.ts'
import { createSchemaIndex, type SchemaIndex } from '../../agent/src/moltbot/config/schema/schema-index.ts'
import type { Setting } from '../../agent/src/moltbot/config/schema/settings.ts'
import { parseConfig } from '../../agent/src/moltbot/config/text/parse-config.ts'
import { type Ask, createAsk } from './api-client.ts'
import type { BenchPlan, Candidate, PreparedBench } from './bench-case.ts'
import { everySetting } from './config/every-setting.ts'
import { readRealSchema } from './config/real-schema.ts'
import { packedAgent } from './packed-agent.ts'
import { percentile } from './percentile.ts'
import { timedCalls } from './timed-calls.ts'

const version = '2026.9.6'
const words = 'telegram token'
const subtreePath = 'channels.telegram'
const aimMs = 20
const readName = 'a read with its token'

/** What the page of the configuration asks for, on the schema of a real MoltBot and a config that sets all it can. */
export async function prepareConfig(plan: BenchPlan): Promise<PreparedBench> {
  const source = await readRealSchema(version)
  const index = createSchemaIndex(source)
  const document = everySetting(index)
  const text = JSON.stringify(document, null, 2)
  const packed = await packedAgent()
  try {
    const stateDir = packed.newStateDir()
    const server = await packed.start(stateDir)
    const dispose = async () => {
      await server.stop()
      packed.dispose()
    }
    try {
      const ask = createAsk(server.url, packed.token(server, 'admin'))
      // The simulated MoltBot has a small schema of its own; the agent is to have read the real one from it.
      const { version: simulated } = (await ask('GET', '/moltbot/status', 200)) as { version: string }
      const cache = join(stateDir, 'cache')
      mkdirSync(cache, { recursive: true })
      writeFileSync(
        join(cache, `config-schema-${simulated}.v1.json`),
        JSON.stringify({ ...source, version: simulated }),
      )
      await checkSame(ask, index, document, text)
      const each = (times: number) => (plan.fast ? Math.ceil(times / 4) : times)
      const schemaText = JSON.stringify(source.schema)
      return {
        series: [
          {
            name: 'our own check of a text',
            unit: 'ms',
            includes: 'JSON5 with the places of everything, the schema, and what else we look for',
            candidates: [
              timed('parse and check', each(8), () => look(index, text)),
              timed('parse', each(8), () => parseConfig(text)),
            ],
            gates: [{ candidate: 'parse and check', rival: 'parse', bound: 'at most', ratio: 4 }],
            aims: [{ candidate: 'parse and check', bound: 'at most', figure: aimMs }],
          },
          {
            name: 'finding settings by words',
            unit: 'ms',
            includes: `every setting looked at for “${words}”, and the best in front`,
            candidates: [
              timed('search', each(40), () => index.search(words)),
              timed('plain scan', each(40), () => scan(index.settings(), words)),
            ],
            gates: [{ candidate: 'search', rival: 'plain scan', bound: 'at most', ratio: 3 }],
            aims: [{ candidate: 'search', bound: 'at most', figure: 16 }],
          },
          {
            name: 'a schema made ready',
            unit: 'ms',
            includes: 'once for a version of MoltBot: JSON, hints, and the list of all settings',
            candidates: [
              timed('index and list', each(4), () =>
                createSchemaIndex({ ...source, schema: JSON.parse(schemaText) }).settings(),
              ),
              timed('parse its JSON', each(4), () => JSON.parse(schemaText)),
            ],
            gates: [{ candidate: 'index and list', rival: 'parse its JSON', bound: 'at most', ratio: 25 }],
          },
          {
            name: 'requests of the page',
            unit: 'ms, 95th percentile',
            includes:
              'authentication, the file on disk, the answer checked against the contract, and the way to another process',
            candidates: [
              timedCalls({ name: `schema of ${subtreePath}`, times: each(40), share: 0.95 }, () =>
                ask('GET', `/config/schema?path=${subtreePath}`, 200),
              ),
              timedCalls({ name: 'search', times: each(40), share: 0.95 }, () =>
                ask('GET', `/config/schema?search=${encodeURIComponent(words)}`, 200),
              ),
              timedCalls({ name: readName, times: each(40), share: 0.95 }, () => ask('GET', '/system/info', 200)),
            ],
            gates: [
              { candidate: `schema of ${subtreePath}`, rival: readName, bound: 'at most', ratio: 12 },
              { candidate: 'search', rival: readName, bound: 'at most', ratio: 25 },
            ],
          },
        ],
        floor: timed('JSON.parse of the config', each(40), () => JSON.parse(text), 'ms'),
        notes: () => [
          `schema of OpenClaw ${version}: ${megabytes(schemaText)} MB, ${index.settings().length} settings, ${index.hints.size} hints`,
          `config: ${Math.round(text.length / 1000)} KB, ${text.split('\n').length} lines`,
        ],
        dispose,
      }
    } catch (error) {
      await dispose()
      throw error
    }
  } catch (error) {
    packed.dispose()
    throw error
  }
}

function look(index: SchemaIndex, text: string) {
  const reading = parseConfig(text)
  if (!reading.ok) throw new Error('the config cannot be read')
  const { config } = reading
  const found = findProblems(config.document, config, { policy: index.policy, schema: index, otherPorts: new Map() })
  return found.filter(({ severity }) => severity === 'error')
}

/** Every word in path, title or help: the same settings, in no order. */
function scan(settings: readonly Setting[], wanted: string): Setting[] {
  const each = wanted.toLowerCase().split(' ')
  return settings.filter(({ path, title, help }) => {
    const whole = `${path}\n${title ?? ''}\n${help ?? ''}`.toLowerCase()
    return each.every((word) => whole.includes(word))
  })
}

async function checkSame(ask: Ask, index: SchemaIndex, document: { gateway?: object }, text: string): Promise<void> {
  const found = index.search(words).map(({ path }) => path)
  const plain = new Set(scan(index.settings(), words).map(({ path }) => path))
  const { schema } = (await ask('GET', `/config/schema?path=${subtreePath}`, 200)) as { schema: unknown }
  const { settings } = (await ask('GET', `/config/schema?search=${encodeURIComponent(words)}`, 200)) as {
    settings: { path: string }[]
  }
  const own = await ask('POST', '/config/validate', 200, { config: document, thorough: false })
  const wrong = { ...document, gateway: { ...document.gateway, mode: 7 } }
  const agree =
    found.length > 0 &&
    found.length === plain.size &&
    found.every((path) => plain.has(path)) &&
    JSON.stringify(settings.map(({ path }) => path)) === JSON.stringify(found) &&
    JSON.stringify(schema) === JSON.stringify(index.subtree(subtreePath)) &&
    (own as { valid: boolean }).valid &&
    look(index, text).length === 0 &&
    look(index, JSON.stringify(wrong)).length === 1
  if (!agree) throw new Error('the agent and the schema by itself do not say the same; nothing was measured')
}

/** Median of a few, so that one collection of garbage is not the figure. */
function timed<Unit extends string>(name: string, times: number, work: () => unknown, unit?: Unit) {
  const candidate: Candidate = {
    name,
    async measure() {
      const taken: number[] = []
      for (let count = 0; count < times; count++) {
        const began = performance.now()
        work()
        taken.push(performance.now() - began)
      }
      return percentile(taken, 0.5)
    },
  }
  return { ...candidate, unit: unit ?? 'ms' }
}

function megabytes(text: string): string {
  return (Buffer.byteLength(text) / 1e6).toFixed(1)
}
