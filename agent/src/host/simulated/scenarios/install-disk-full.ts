import type { Scenario } from './scenario.ts'

export const installDiskFull: Scenario = {
  name: 'install-disk-full',
  description: 'A machine without MoltBot, whose disk is filled by another program in the middle of the installation.',
  gateways: [],
  installFillsDisk: true,
}
