import { posix } from 'node:path'
import { expect, test } from 'vitest'
import type { Stage } from './host-conformance.ts'
import { logLineFault } from './log-line.ts'
import type { Subject } from './subject.ts'

/** The lock files of the gateway, trimmed and parsed, by name. */
export async function locksOf({ host, stateDir, ownerUid }: Subject): Promise<Map<string, Record<string, unknown>>> {
  const locks = new Map<string, Record<string, unknown>>()
  for (const folder of await host.files.list(`${stateDir}/tmp`)) {
    if (!/^openclaw-\d+$/.test(folder)) continue
    for (const name of await host.files.list(`${stateDir}/tmp/${folder}`)) {
      if (!/^gateway\.\w+\.lock$/.test(name)) continue
      const path = `${stateDir}/tmp/${folder}/${name}`
      const text = await host.files.readText(path, { ownerUid, maxBytes: 4096 })
      if (text !== null) locks.set(name, { ...JSON.parse(text.trim()), text })
    }
  }
  return locks
}

export async function logLinesOf({ host, logFile, ownerUid }: Subject): Promise<string[]> {
  const text = await host.files.readText(logFile, { ownerUid, maxBytes: 8_000_000 })
  return (text ?? '').split('\n').filter(Boolean)
}

export async function messagesOf(subject: Subject): Promise<string[]> {
  return (await logLinesOf(subject)).map((line) => String(JSON.parse(line).message))
}

export function questionsOnFiles({ subject }: Stage): void {
  test('two locks name the process that listens, with its start', async () => {
    const { host, port, configPath, stateDir, ownerUid } = subject()
    const locks = await locksOf(subject())
    expect([...locks.keys()]).toEqual([expect.stringMatching(/^gateway\.[0-9a-f]{8}\.lock$/), 'gateway.state.lock'])
    const [first, second] = [...locks.values()]
    expect(first?.ownerId).toBe(second?.ownerId)
    const listeners = await host.network.listeners([port])
    expect(listeners.map(({ address }) => address).sort()).toEqual(['127.0.0.1', '::1'])
    for (const lock of locks.values()) {
      expect(lock).toMatchObject({ configPath, stateDir, port, cronOwnerProjection: 'dynamic-default-v1' })
      expect(lock.text).toMatch(/^\{\n {2}"pid": \d+,\n[\s\S]*\n\}\n[\t ]{136}\n$/)
      expect(Date.parse(String(lock.createdAt))).not.toBeNaN()
      expect(listeners.every(({ pid, uid }) => pid === lock.pid && uid === ownerUid)).toBe(true)
      const process = await host.processes.facts(Number(lock.pid))
      expect(process).toMatchObject({
        pid: lock.pid,
        startTicks: lock.startTime,
        uid: ownerUid,
        comm: 'openclaw-gatewa',
      })
    }
  })

  test('the process is known by its name, its memory, its environment and its files', async () => {
    const { host, stateDir, configPath } = subject()
    const found = await host.processes.withNamePrefix('openclaw-gatewa')
    const locked = [...(await locksOf(subject())).values()][0]
    const process = found.find(({ pid }) => pid === locked?.pid)
    expect(process).toMatchObject({ state: 'running', userName: expect.any(String), parentPid: expect.any(Number) })
    expect(process?.rssBytes).toBeGreaterThan(300e6)
    expect(process?.rssBytes).toBeLessThan(2e9)
    expect(process?.cpuSeconds).toBeGreaterThan(1)
    expect(process?.startedAt).toBeLessThanOrEqual(Date.parse(String(locked?.createdAt)))
    const pid = process?.pid ?? 0
    const names = ['OPENCLAW_STATE_DIR', 'OPENCLAW_CONFIG_PATH', 'OPENCLAW_PROFILE']
    expect(await host.processes.environment(pid, names)).toEqual({
      OPENCLAW_STATE_DIR: stateDir,
      OPENCLAW_CONFIG_PATH: configPath,
    })
    expect(await host.processes.openPaths(pid, `${stateDir}/state/openclaw.sqlite`)).not.toEqual([])
    expect(await host.processes.openPaths(pid, '/node_modules/@openclaw/')).not.toEqual([])
  })

  test('every line of its log has the known form, and the milestones come in order', async () => {
    const lines = await logLinesOf(subject())
    expect(lines.map((line) => [logLineFault(line), line]).filter(([fault]) => fault !== null)).toEqual([])
    const milestones = [
      /^loading configuration…$/,
      /^resolving authentication…$/,
      /^starting\.\.\.$/,
      /^shutdown budget at startup: /,
      /^spawn broker ready pid=\d+$/,
      /^starting HTTP server\.\.\.$/,
      /^http server listening \(\d+ plugins: [^;]+; \d+\.\ds\)$/,
      /^log file: \//,
      /^starting channels and sidecars\.\.\.$/,
      /^gateway ready$/,
    ]
    const messages = await messagesOf(subject())
    const places = milestones.map((milestone) => messages.findIndex((message) => milestone.test(message)))
    expect(places).not.toContain(-1)
    expect(places).toEqual([...places].sort((a, b) => a - b))
  })

  test('files are 0600 of their owner, with their true size', async () => {
    const { host, configPath, logFile, ownerUid } = subject()
    for (const path of [configPath, logFile]) {
      const facts = await host.files.facts(path)
      expect(facts).toMatchObject({ kind: 'file', uid: ownerUid, mode: 0o600 })
      expect(facts?.inode).toBeGreaterThan(0)
    }
    const text = await host.files.readText(configPath, { ownerUid, maxBytes: 10_000 })
    expect(await host.files.facts(configPath)).toHaveProperty('size', Buffer.byteLength(text ?? ''))
    expect(await host.files.facts(subject().stateDir)).toMatchObject({ kind: 'directory' })
  })

  test('a state directory holds what MoltBot puts there', async () => {
    const { host, stateDir } = subject()
    const names = await host.files.list(stateDir)
    expect(names).toEqual(
      expect.arrayContaining(['config-journal-fingerprint.key', 'logs', 'openclaw.json', 'state', 'tmp']),
    )
    expect(names).toEqual([...names].sort())
    expect(await host.files.list(`${stateDir}/state`)).toContain('openclaw.sqlite')
  })

  test('an unsafe file is refused, a large one too, and its end can be read', async () => {
    const { host, configPath, logFile, ownerUid, symlink, foreignFile } = subject()
    const read = (path: string, maxBytes = 1_000_000) => host.files.readText(path, { ownerUid, maxBytes })
    await expect(read(symlink)).rejects.toMatchObject({ name: 'HostError', reason: 'unsafe' })
    await expect(read(subject().stateDir)).rejects.toMatchObject({ reason: 'unsafe' })
    if (foreignFile !== null) await expect(read(foreignFile)).rejects.toMatchObject({ reason: 'unsafe' })
    await expect(read(logFile, 10)).rejects.toMatchObject({ reason: 'too_large' })
    expect(await host.files.readText(logFile, { ownerUid, maxBytes: 3, fromEnd: true })).toBe('"}\n')
    expect(await host.files.facts(symlink)).toMatchObject({ kind: 'symlink' })
    expect(await host.files.resolve(symlink)).toBe(configPath)
  })

  test('its log can be opened and read from any place, and others cannot', async () => {
    const { host, logFile, ownerUid, symlink, foreignFile } = subject()
    const log = await host.logs.open(logFile, { ownerUid })
    const text = await host.files.readText(logFile, { ownerUid, maxBytes: 8_000_000 })
    const target = Buffer.alloc(9)
    for (const read of [log?.read, log?.readFresh]) {
      expect(await read?.(target, 2)).toBe(9)
      expect(target.toString()).toBe(text?.slice(2, 11))
      expect(await read?.(target, 1e12)).toBe(0)
    }
    expect(await log?.facts()).toEqual({ size: expect.any(Number), modifiedAt: expect.any(Number) })
    expect(log?.inode).toBe((await host.files.facts(logFile))?.inode)
    await log?.close()
    const name = posix.basename(logFile)
    expect(await host.logs.names(posix.dirname(logFile), name.slice(0, 3))).toContain(name)
    for (const path of [symlink, foreignFile, subject().stateDir]) {
      if (path !== null) await expect(host.logs.open(path, { ownerUid })).rejects.toMatchObject({ reason: 'unsafe' })
    }
  })

  test('what is not there is null or empty, never an error', async () => {
    const { host, stateDir, ownerUid } = subject()
    const nowhere = `${stateDir}/no/such/place`
    expect(await host.files.facts(nowhere)).toBeNull()
    expect(await host.files.readText(nowhere, { ownerUid, maxBytes: 10 })).toBeNull()
    expect(await host.files.list(nowhere)).toEqual([])
    expect(await host.logs.open(nowhere, { ownerUid })).toBeNull()
    expect(await host.logs.names(nowhere, '')).toEqual([])
    expect(await host.files.resolve(nowhere)).toBeNull()
    expect(await host.processes.facts(4_194_300)).toBeNull()
    expect(await host.processes.withNamePrefix('no-such-name')).toEqual([])
    expect(await host.processes.environment(4_194_300, ['HOME'])).toEqual({})
    expect(await host.processes.openPaths(4_194_300, '/')).toEqual([])
    expect(await host.network.listeners([1])).toEqual([])
    expect(await host.network.peerUid(1, 2)).toBeNull()
    expect(await host.secrets.get('no-such-secret')).toBeNull()
    expect(await host.containers.list()).toEqual([])
  })

  test('the machine tells what it is', async () => {
    const { host, stateDir } = subject()
    const facts = await host.system.facts()
    expect(facts).toMatchObject({ os: expect.any(String), arch: expect.stringMatching(/^(x64|arm64)$/) })
    expect(facts.cpuCores).toBeGreaterThan(0)
    expect(facts.memoryBytes).toBeGreaterThan(facts.memoryAvailableBytes ?? 0)
    const [process] = await host.processes.withNamePrefix('openclaw-gatewa')
    const ticks = ((process?.startedAt ?? 0) - (facts.bootedAt ?? 0)) / 10
    expect(Math.abs(ticks - (process?.startTicks ?? 0))).toBeLessThan(200)
    const disk = await host.system.diskOf(`${stateDir}/not/there/yet`)
    expect(disk?.totalBytes).toBeGreaterThan(disk?.freeBytes ?? Number.POSITIVE_INFINITY)
    const users = await host.system.users()
    expect(users.map(({ uid }) => uid)).toContain(facts.agentUser.uid)
    expect(users.every(({ home }) => home.startsWith('/'))).toBe(true)
  })

  test('a secret is kept until it is taken back', async () => {
    const { secrets } = subject().host
    await secrets.set('conformance', 'kept')
    expect(await secrets.get('conformance')).toBe('kept')
    await secrets.delete('conformance')
    expect(await secrets.get('conformance')).toBeNull()
  })
}
