import type { Surroundings } from './surroundings.ts'

/** Without a desktop environment the opener is the browser itself and stays as long as it: then it works. */
const openerStaysMs = 3000

/** Hands a file to the desktop's browser. False where there is no desktop, no opener, or it refuses. */
export async function openInBrowser(
  path: string,
  { platform, env, timers }: Pick<Surroundings, 'platform' | 'env' | 'timers'>,
): Promise<boolean> {
  const command = openerOf(platform, env)
  if (command === null) return false
  // Late, because every command line starts with this file and few open anything.
  const { spawn } = await import('node:child_process')
  const [program, ...args] = command
  return new Promise((resolve) => {
    const child = spawn(program, [...args, path], { stdio: 'ignore', detached: true })
    const stays = timers.after(openerStaysMs, () => {
      child.unref()
      resolve(true)
    })
    const ended = (worked: boolean) => {
      stays.cancel()
      resolve(worked)
    }
    child.once('error', () => ended(false))
    child.once('exit', (code) => ended(code === 0))
  })
}

function openerOf(platform: NodeJS.Platform, env: Surroundings['env']): [string, ...string[]] | null {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['explorer.exe']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null
}
