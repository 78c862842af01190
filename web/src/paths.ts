/** Every address of the console is built here. */
export const base = '/console'

export const paths = {
  overview: '/',
  setup: '/setup',
  jobs: '/jobs',
  job: '/jobs/$id',
  access: '/access',
  passphrase: '/passphrase',
} as const
