import { open } from 'node:fs/promises'
import type { Verification, VerifyOptions } from './verdict.ts'
import { verifyDirectory } from './verify-directory.ts'
import { verifyFile } from './verify-export.ts'

/** Verifies an export, one file of a log, or a whole audit directory. Needs neither an agent nor the network. */
export async function verifyLog(path: string, options: VerifyOptions): Promise<Verification> {
  const file = await open(path, 'r')
  try {
    return (await file.stat()).isDirectory() ? await verifyDirectory(path, options) : await verifyFile(file, options)
  } finally {
    await file.close()
  }
}
