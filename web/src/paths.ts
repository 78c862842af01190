/** Every address of the console is built here. */
export const base = '/console'

export const paths = {
  overview: '/',
  access: '/access',
  passphrase: '/passphrase',
} as const

/** A page's address for the browser, with the gateway that is looked at. */
export function address(path: string, instance: string | null): string {
  const search = instance === null ? '' : `?instance=${encodeURIComponent(instance)}`
  return `${base}${path}${search}`
}
