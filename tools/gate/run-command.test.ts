import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runCommand } from './run-command.ts'
import { commandStage } from './stage.ts'

test('keeps what a program printed on both streams and whether it succeeded', async () => {
  const result = await runCommand(['node', '-e', 'console.log("out"); console.error("err"); process.exit(3)'])
  expect(result.ok).toBe(false)
  expect(result.output).toContain('out')
  expect(result.output).toContain('err')
})

test('a program that does not exist is a failure with its name', async () => {
  const result = await runCommand(['no-such-program-here'])
  expect(result).toMatchObject({ ok: false, output: expect.stringContaining('no-such-program-here') })
})

test('a program that hangs is ended together with what it started', async () => {
  const hang = [
    'const { spawn } = require("node:child_process")',
    'const inner = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e9)"])',
    'console.log(inner.pid)',
    'setInterval(() => {}, 1e9)',
  ].join('\n')
  const result = await runCommand(['node', '-e', hang], { minutes: 0.02 })
  expect(result).toMatchObject({ ok: false, output: expect.stringContaining('longer than') })
  const innerPid = Number.parseInt(result.output, 10)
  await expect.poll(() => runs(innerPid)).toBe(false)
})

// A killed orphan may stay as a zombie until process 1 collects it: that counts as ended.
function runs(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

test('a command that shows no sign of work is red although it exits 0', async () => {
  const silent = commandStage('checks', ['node', '-e', '0'], { fact: /checked \d+ files/ })
  expect(await silent.run()).toMatchObject({ ok: false, output: expect.stringContaining('no sign of work') })
  const busy = commandStage('checks', ['node', '-e', 'console.log("checked 3 files")'], { fact: /checked \d+ files/ })
  expect(await busy.run()).toMatchObject({ ok: true, note: 'checked 3 files' })
})
