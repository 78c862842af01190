import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { DockerEngine } from './docker-engine.ts'
import { installMoltbotRuntime } from './moltbot-install.ts'

const certificates = '/etc/ssl/certs/ca-certificates.crt'

/** Stands in for `node:24` where no image registry is reachable: this machine's libc and npm, Node 24, and busybox. */
export async function buildBaseImage(engine: DockerEngine, tag: string): Promise<void> {
  const node = await installMoltbotRuntime()
  const context = mkdtempSync(join(tmpdir(), 'base-image-'))
  const root = join(context, 'root')
  try {
    for (const folder of ['bin', 'usr/bin', 'usr/lib/node_modules', 'tmp', 'etc', 'root', 'home/node']) {
      mkdirSync(join(root, folder), { recursive: true })
    }
    copy(node, root, '/usr/bin/node')
    for (const library of librariesOf(node)) copy(library, root, library)
    copy('/bin/busybox', root, '/bin/busybox')
    const applets = execFileSync('/bin/busybox', ['--list'], { encoding: 'utf8' }).split('\n').filter(Boolean)
    for (const applet of applets.filter((name) => name !== 'busybox')) symlinkSync('busybox', join(root, 'bin', applet))
    symlinkSync('/bin/busybox', join(root, 'usr/bin/env'))
    cpSync(npmFolderOfThisMachine(), join(root, 'usr/lib/node_modules/npm'), { recursive: true })
    symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/bin/npm'))
    if (existsSync(certificates)) copy(certificates, root, certificates)
    writeFileSync(join(root, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n')
    writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n')
    chmodSync(join(root, 'tmp'), 0o1777)
    writeFileSync(
      join(context, 'Dockerfile'),
      [
        'FROM scratch',
        'COPY root/ /',
        'RUN chown -R 1000:1000 /home/node',
        'ENV PATH=/usr/local/bin:/usr/bin:/bin',
        `ENV NODE_EXTRA_CA_CERTS=${certificates} npm_config_cafile=${certificates}`,
        'CMD ["/usr/bin/node"]',
      ].join('\n'),
    )
    const { ok, output } = await engine.docker('build', '--quiet', '--tag', tag, context)
    if (!ok) throw new Error(`the base image was not built:\n${output}`)
  } finally {
    rmSync(context, { recursive: true, force: true })
  }
}

function copy(file: string, root: string, to: string): void {
  mkdirSync(dirname(join(root, to)), { recursive: true })
  copyFileSync(file, join(root, to))
}

/** Node's own, and the parts of libc that native packages ask for besides. */
function librariesOf(program: string): string[] {
  const listed = execFileSync('ldd', [program], { encoding: 'utf8' }).match(/\/[^\s)]+/g) ?? []
  const libc = listed.find((path) => path.endsWith('/libc.so.6'))
  if (libc === undefined) throw new Error(`${program} does not use glibc`)
  const besides = ['librt.so.1', 'libresolv.so.2', 'libutil.so.1'].map((name) => join(dirname(libc), name))
  return [...new Set([...listed, ...besides.filter(existsSync)])]
}

function npmFolderOfThisMachine(): string {
  const command = execFileSync('which', ['npm'], { encoding: 'utf8' }).trim()
  return dirname(dirname(realpathSync(command)))
}
