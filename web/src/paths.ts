/** Every address of the console is built here. */
export const base = '/console'

export const paths = {
  overview: '/',
  setup: '/setup',
  access: '/access',
  passphrase: '/passphrase',
} as const
