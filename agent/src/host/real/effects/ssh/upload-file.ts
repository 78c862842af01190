import { randomBytes } from 'node:crypto'
import type { Client, SFTPWrapper } from 'ssh2'
import type { SshSession } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { type Cut, untilCut } from './within.ts'

export type Upload = {
  bytes: AsyncIterable<Uint8Array>
  path: string
} & Parameters<SshSession['upload']>[2]

/** What every server takes in one piece (draft-ietf-secsh-filexfer-02, section 3). */
const pieceBytes = 32 * 1024
/** So much may be on its way: enough for a far host, and not so much that signs of life wait behind it for long. */
const mostPiecesUnderway = 8

/**
 * Writes under a temporary name beside the file, checks the size, syncs where the server can, and renames. A failure
 * takes the temporary file away as long as the connection lives.
 */
export async function uploadFile(client: Client, upload: Upload, cut: Cut): Promise<void> {
  const opening = openSftp(client)
  const sftp = await untilCut(cut, opening).catch((error: unknown) => {
    void opening.then((late) => late.end()).catch(() => undefined)
    throw error
  })
  const temporary = `${upload.path}.${randomBytes(6).toString('hex')}.part`
  try {
    const handle = await untilCut(
      cut,
      asked<Buffer>('create the file', (done) => sftp.open(temporary, 'wx', 0o600, done)),
    )
    await writePieces(sftp, handle, upload, cut)
    await finish(sftp, handle, temporary, upload, cut)
  } catch (error) {
    sftp.unlink(temporary, () => sftp.end())
    throw error
  }
  sftp.end()
}

async function writePieces(sftp: SFTPWrapper, handle: Buffer, upload: Upload, cut: Cut): Promise<void> {
  const all: Promise<void>[] = []
  const underway = new Set<Promise<void>>()
  let position = 0
  let written = 0
  const write = (piece: Buffer, at: number) =>
    asked<void>('write the file', (done) =>
      sftp.write(handle, piece, 0, piece.length, at, (error) => done(error)),
    ).then(() => {
      written += piece.length
      upload.onProgress?.(written)
    })
  for await (const chunk of upload.bytes) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let from = 0; from < bytes.length; from += pieceBytes) {
      const piece = bytes.subarray(from, from + pieceBytes)
      const one = write(piece, position)
      all.push(one)
      underway.add(one)
      void one.finally(() => underway.delete(one)).catch(() => undefined)
      position += piece.length
      if (position > upload.size) throw new HostError('failed', 'There is more to upload than was announced.')
      if (underway.size >= mostPiecesUnderway) await untilCut(cut, Promise.race(underway))
    }
  }
  await untilCut(cut, Promise.all(all))
}

async function finish(sftp: SFTPWrapper, handle: Buffer, temporary: string, upload: Upload, cut: Cut): Promise<void> {
  const ask = <T>(what: string, call: (done: Done<T>) => void) => untilCut(cut, asked<T>(what, call))
  const { size } = await ask<{ size: number }>('tell the size', (done) => sftp.fstat(handle, done))
  if (size !== upload.size)
    throw new HostError('failed', `The host has ${size} bytes of the file instead of ${upload.size}.`)
  await ask<void>('set the mode', (done) => sftp.fchmod(handle, upload.mode, (error) => done(error ?? undefined)))
  await ifSupported(() => ask<void>('sync the file', (done) => sftp.ext_openssh_fsync(handle, (error) => done(error))))
  await ask<void>('close the file', (done) => sftp.close(handle, (error) => done(error ?? undefined)))
  const replaced = await ifSupported(() =>
    ask<void>('rename the file', (done) => sftp.ext_openssh_rename(temporary, upload.path, (error) => done(error))),
  )
  if (replaced) return
  // The plain rename of SFTP never replaces a file.
  await ask<void>('remove the old file', (done) => sftp.unlink(upload.path, () => done(undefined)))
  await ask<void>('rename the file', (done) => sftp.rename(temporary, upload.path, (error) => done(error ?? undefined)))
}

type Done<T> = (error: Error | null | undefined, value?: T) => void

function openSftp(client: Client): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.sftp((error, sftp) => {
      if (error) return reject(new HostError('failed', 'The host offers no file transfer (SFTP).', error))
      // A broken answer ends the channel; whoever waits is told by the end of the request.
      sftp.on('error', () => undefined)
      resolve(sftp)
    })
  })
}

function asked<T>(what: string, call: (done: Done<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error) reject(uploadError(what, error))
      else resolve(value as T)
    })
  })
}

/** Status codes of SFTP: 3 is permission denied, 4 any failure, a full disk among them. */
function uploadError(what: string, error: Error): HostError {
  const code = 'code' in error ? error.code : undefined
  if (code === 3) return new HostError('denied', `The host did not let us ${what}: permission denied.`, error)
  return new HostError('failed', `The host could not ${what}. Its disk may be full.`, error)
}

/** The library throws at once when the server does not know an extension. */
async function ifSupported(call: () => Promise<void>): Promise<boolean> {
  try {
    await call()
    return true
  } catch (error) {
    if (error instanceof HostError) throw error
    return false
  }
}
