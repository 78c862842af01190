import type { Files, LogFiles, OpenLog } from '../../../host/host.ts'
import { type LoggedFile, listLogFiles } from './list-log-files.ts'
import { findLogFamily, type LogFamily, type LogFamilyDeps } from './log-family.ts'

export interface LogDirectoryDeps extends LogFamilyDeps {
  files: Pick<Files, 'facts' | 'resolve'>
  logFiles: LogFiles
}

/** The files of one log, looked for anew each time: configuration and folder may change. Every method throws `HostError`. */
export interface LogDirectory {
  readonly logFiles: LogFiles
  /** From the oldest to the newest. */
  list(): Promise<LoggedFile[]>
  /** Null when there is none, or what is there is another file than the one that was seen. Who asked closes it. */
  open(seen: Pick<LoggedFile, 'path' | 'inode'>): Promise<OpenLog | null>
  /** The file that is written to, if there is one. */
  live(): Promise<Pick<LoggedFile, 'path' | 'inode'> | null>
  folder(): Promise<{ path: string; inode: number } | null>
}

export function createLogDirectory(deps: LogDirectoryDeps): LogDirectory {
  const { files, logFiles, installation } = deps
  const listed = async (family: LogFamily | null) => (family === null ? [] : listLogFiles(deps, family))
  return {
    logFiles,
    list: async () => listed(await findLogFamily(deps)),
    async open({ path, inode }) {
      const file = await logFiles.open(path, installation)
      if (file === null || file.inode === inode) return file
      await file.close()
      return null
    },
    async live() {
      const family = await findLogFamily(deps)
      if (family?.live == null) return (await listed(family)).at(-1) ?? null
      const facts = await files.facts(family.live)
      return facts === null ? null : { path: family.live, inode: facts.inode }
    },
    async folder() {
      const family = await findLogFamily(deps)
      const facts = family === null ? null : await files.facts(family.folder)
      return family === null || facts === null ? null : { path: family.folder, inode: facts.inode }
    },
  }
}
