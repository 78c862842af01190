import type { ProgramResult } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { fieldsOf, parsedJson } from './json-fields.ts'

type Reason = HostError['reason']

const unreachable = 'The npm registry cannot be reached'
const certificate = 'The certificate of the npm registry, or of the proxy before it, is not trusted'

/** What npm says with its codes, in words for people. */
const meanings: Record<string, [Reason, string]> = {
  E401: ['denied', 'The npm registry asks for a login'],
  E403: ['denied', 'The npm registry refuses access'],
  ENEEDAUTH: ['denied', 'The npm registry asks for a login'],
  E404: ['not_found', 'The npm registry does not have it'],
  ETARGET: ['not_found', 'The npm registry has no such version'],
  ENOVERSIONS: ['not_found', 'The npm registry has no version of it'],
  E407: ['denied', 'The proxy asks for a login'],
  E429: ['failed', 'The npm registry answers that it is asked too often'],
  ETIMEDOUT: ['timeout', 'The npm registry does not answer in time'],
  ERR_SOCKET_TIMEOUT: ['timeout', 'The npm registry does not answer in time'],
  EIDLETIMEOUT: ['timeout', 'The npm registry does not answer in time'],
  ENOTFOUND: ['unreachable', `${unreachable}: its name is not known`],
  EAI_AGAIN: ['unreachable', `${unreachable}: its name cannot be looked up now`],
  ECONNREFUSED: ['unreachable', `${unreachable}: the connection is refused`],
  ECONNRESET: ['unreachable', `${unreachable}: the connection broke`],
  EHOSTUNREACH: ['unreachable', unreachable],
  ENETUNREACH: ['unreachable', unreachable],
  ENOTCACHED: ['unreachable', `${unreachable}: npm is set to work offline`],
  SELF_SIGNED_CERT_IN_CHAIN: ['unreachable', certificate],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['unreachable', certificate],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['unreachable', certificate],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['unreachable', certificate],
  CERT_HAS_EXPIRED: ['unreachable', certificate],
  EINTEGRITY: ['unsafe', 'What the npm registry delivers is not what was agreed: its checksum differs'],
  ENOSPC: ['no_space', 'The disk is full'],
  EDQUOT: ['no_space', 'The disk quota is used up'],
  EACCES: ['denied', 'npm may not write where it has to'],
  EPERM: ['denied', 'npm may not write where it has to'],
  EROFS: ['denied', 'The disk is read-only'],
  EBADENGINE: ['failed', 'It does not run on this Node'],
  EBADPLATFORM: ['failed', 'It does not run on this system'],
  EUSAGE: ['failed', 'The lock does not fit what is to be installed'],
  ERESOLVE: ['failed', 'Its dependencies contradict each other'],
}

/**
 * @param what begins the sentence, such as `Asking for openclaw`
 * @param nameOf the package that should have this checksum: npm tells only that
 */
export function npmFailure(
  what: string,
  result: ProgramResult,
  nameOf: (integrity: string) => string | null = () => null,
): HostError {
  const code = codeOf(result)
  const [reason, meaning] = meanings[code] ?? httpMeaning(code) ?? ['failed', lastWord(result)]
  const wanted = /\bwanted (sha\d+-[A-Za-z0-9+/]+=*)/.exec(result.stderr)?.[1]
  const name = code === 'EINTEGRITY' && wanted !== undefined ? nameOf(wanted) : null
  const subject = name === null ? '' : `, of ${name}`
  return new HostError(reason, `${what}: ${meaning}${subject}${code && ` (${code})`}`)
}

function codeOf({ stdout, stderr }: ProgramResult): string {
  const said = /^npm (?:error|ERR!) code (\w+)/m.exec(stderr)?.[1]
  const told = fieldsOf(fieldsOf(parsedJson(stdout)).error).code
  return said ?? (typeof told === 'string' && /^\w{1,60}$/.test(told) ? told : '')
}

function httpMeaning(code: string): [Reason, string] | undefined {
  const status = /^E([45]\d\d)$/.exec(code)?.[1]
  return status === undefined ? undefined : ['failed', `The npm registry answers with ${status}`]
}

/** The first line that npm calls an error; addresses are left out, because they may hold credentials. */
function lastWord({ code, signal, stderr }: ProgramResult): string {
  const line = /^npm (?:error|ERR!) (?!code )(.*)$/m
    .exec(stderr)?.[1]
    ?.replaceAll(/\w+:\/\/\S+/g, '…')
    .slice(0, 200)
  return line || `npm ended with ${code ?? signal}`
}
