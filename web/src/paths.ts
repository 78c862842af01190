/** Every address of the console is built here. */
export const base = '/console'

export const paths = {
  overview: '/',
  logs: '/logs',
  setup: '/setup',
  config: '/config',
  configHistory: '/config/history',
  configVersion: '/config/history/$version',
  jobs: '/jobs',
  job: '/jobs/$id',
  audit: '/audit',
  access: '/access',
  passphrase: '/passphrase',
} as const
