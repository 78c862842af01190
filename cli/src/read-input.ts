import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { Failure } from './failure.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Reads a file whole, or standard input for `-`.
 * @throws Failure where it is missing, not a plain file, no text, or larger than `most` bytes
 */
export async function readInput(file: string, most: number, { stdin }: Pick<Surroundings, 'stdin'>): Promise<string> {
  const bytes = file === '-' ? await readStdin(stdin, most) : await readFile(file, most)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Failure('failed', `${nameOf(file)} is not UTF-8 text.`, error)
  }
}

async function readFile(file: string, most: number): Promise<Uint8Array> {
  try {
    // Not to wait for ever where a pipe was named that nobody writes to.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const facts = await handle.stat()
      if (!facts.isFile()) throw new Failure('failed', `${file} is not a file.`)
      if (facts.size > most) throw tooLarge(file, most)
      return await handle.readFile()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'is not there' : code === 'EACCES' ? 'may not be read' : `cannot be read (${code})`
    throw new Failure('failed', `${file} ${why}.`, error)
  }
}

async function readStdin(stdin: Surroundings['stdin'], most: number): Promise<Uint8Array> {
  if (stdin.isTTY === true) throw new Failure('usage', 'Name a file, or pipe one in.')
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > most) throw tooLarge('-', most)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function tooLarge(file: string, most: number): Failure {
  return new Failure('failed', `${nameOf(file)} is larger than ${Math.floor(most / 1024)} KiB.`)
}

const nameOf = (file: string) => (file === '-' ? 'Standard input' : file)
