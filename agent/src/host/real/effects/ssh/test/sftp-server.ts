import ssh2, { type SFTPWrapper } from 'ssh2'

/** A file of the fake host. */
export interface Stored {
  bytes: Buffer
  mode: number
}

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp

/** Serves files from memory, without any extension, as a plain server does. */
export function sftpOnto(
  sftp: SFTPWrapper,
  files: Map<string, Stored>,
  { onWrite }: { onWrite?(sofar: number): boolean },
): void {
  const open = new Map<string, string>()
  const done = (id: number, ok = true) => sftp.status(id, ok ? STATUS_CODE.OK : STATUS_CODE.FAILURE)
  const fileOf = (handle: Buffer) => files.get(open.get(handle.toString()) ?? '')
  sftp.on('OPEN', (id, path, flags, attributes) => {
    if (path.startsWith('/forbidden')) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED)
    if ((flags & OPEN_MODE.EXCL) !== 0 && files.has(path)) return done(id, false)
    files.set(path, { bytes: Buffer.alloc(0), mode: attributes.mode ?? 0o644 })
    const handle = `h${open.size}`
    open.set(handle, path)
    sftp.handle(id, Buffer.from(handle))
  })
  sftp.on('WRITE', (id, handle, offset, data) => {
    const file = fileOf(handle)
    if (!file || onWrite?.(file.bytes.length) === false) return done(id, false)
    const bytes = Buffer.alloc(Math.max(file.bytes.length, offset + data.length))
    file.bytes.copy(bytes)
    data.copy(bytes, offset)
    file.bytes = bytes
    done(id)
  })
  sftp.on('FSTAT', (id, handle) => {
    const file = fileOf(handle)
    if (!file) return done(id, false)
    sftp.attrs(id, { mode: file.mode, size: file.bytes.length, uid: 0, gid: 0, atime: 0, mtime: 0 })
  })
  sftp.on('FSETSTAT', (id, handle, attributes) => {
    const file = fileOf(handle)
    if (file) file.mode = attributes.mode ?? file.mode
    done(id, file !== undefined)
  })
  sftp.on('CLOSE', (id, handle) => done(id, open.delete(handle.toString())))
  sftp.on('REMOVE', (id, path) => done(id, files.delete(path)))
  sftp.on('RENAME', (id, from, to) => {
    const file = files.get(from)
    if (!file || files.has(to)) return done(id, false)
    files.delete(from)
    files.set(to, file)
    done(id)
  })
}
