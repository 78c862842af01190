import { fieldsOf } from './json-fields.ts'

/** What another account needs to reach the same registry in the same way. */
const handedOver =
  /^(registry|@[\w.~-]+:registry|proxy|https-proxy|noproxy|ca|cafile|strict-ssl|min-release-age|maxsockets)$/

/**
 * The npm settings of the agent's user as an npmrc for another account.
 * Credentials are never among them: npm leaves tokens out of its list, and an address with a password is left out here.
 * @param listed what `npm config list --json` says
 */
export function settingsForAnother(listed: unknown): string {
  return Object.entries(fieldsOf(listed))
    .filter(([name]) => handedOver.test(name))
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one) => line(`${name}[]`, one)) : [line(name, value)],
    )
    .join('')
}

function line(name: string, value: unknown): string {
  const plain = typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string'
  if (!plain || value === '' || holdsCredentials(String(value))) return ''
  return `${name} = ${JSON.stringify(value)}\n`
}

function holdsCredentials(value: string): boolean {
  return /^\w+:\/\/[^/]*@/.test(value) || value.includes('${')
}

const addresses = /^(https?|all)_proxy$/i
const plainNames = /^(no_proxy|node_extra_ca_certs|ssl_cert_file|ssl_cert_dir|node_use_system_ca)$/i
const npmNames = /^npm_config_(registry|proxy|https_proxy|noproxy|ca|cafile|strict_ssl)$/i

/**
 * Variables of the agent that say how the network is reached. Another account gets no password of a proxy; what is set for
 * npm alone it gets through its settings.
 */
export function networkVariables(environment: Record<string, string | undefined>, another: boolean) {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue
    const wanted = addresses.test(name) || plainNames.test(name) || (!another && npmNames.test(name))
    if (wanted && !(another && holdsCredentials(value))) kept[name] = value
  }
  return kept
}
