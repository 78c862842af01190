import { runCommand } from './gate/run-command.ts'
import { inCi } from './repository.ts'
import { installDebianPackages } from './system/debian-packages.ts'

/** A container engine with the parts from which tests make images without a registry, what makes systemd guests, an SSH server and a scraper. */
const packages = [
  'docker.io',
  'iptables',
  'containerd',
  'runc',
  'busybox-static',
  'tini',
  'systemd-container',
  'debootstrap',
  'openssh-server',
  'iproute2',
  'chromium',
  'fonts-liberation',
  'prometheus',
]

if (inCi) {
  const prepared = installDebianPackages(packages)
  console.log(prepared.message)
  if (!prepared.ok) process.exit(1)
}
const reporters = ['--reporter=default', '--reporter=./tools/gate/no-skipped-tests.ts']

const { ok } = await runCommand(
  ['vitest', 'run', '--config', 'vitest.real.config.ts', ...reporters, ...process.argv.slice(2)],
  { echo: true, minutes: 40 },
)
process.exitCode = ok ? 0 : 1
