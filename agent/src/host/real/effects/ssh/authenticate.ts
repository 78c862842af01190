import type { AnyAuthMethod, AuthenticationType, AuthHandlerMiddleware, ParsedKey, Prompt } from 'ssh2'
import type { SshCredential } from '../../../effects.ts'
import { HostError } from '../../../host.ts'

export interface Authentication {
  credential: SshCredential
  /** For a credential of type key. */
  key: ParsedKey | null
  /** For a credential of type agent: the socket of the operator's SSH agent. */
  agentSocket: string | null
  /** Called once, when there is nothing left to try. */
  refuse(error: HostError): void
}

/**
 * Asks the host what it takes, then offers the one credential, once: a second guess could lock the account. Nothing of
 * it is in the library's settings, and the SSH agent is asked to sign, never forwarded.
 */
export function authenticate(wish: Authentication): AuthHandlerMiddleware {
  const { username } = wish.credential
  let offered = false
  return (methods: AuthenticationType[] | null, partialSuccess: boolean | null, next) => {
    if (methods === null) return next({ type: 'none', username })
    if (offered) return wish.refuse(partialSuccess ? secondProof() : notAccepted(wish.credential))
    offered = true
    const method = methodFor(wish, methods)
    if (method === null) return wish.refuse(notOffered(wish.credential, methods))
    next(method)
  }
}

function methodFor(wish: Authentication, methods: readonly string[]): AnyAuthMethod | null {
  const { credential, key, agentSocket } = wish
  const { username } = credential
  if (credential.type === 'password') {
    const { password } = credential
    if (methods.includes('password')) return { type: 'password', username, password }
    if (!methods.includes('keyboard-interactive')) return null
    return { type: 'keyboard-interactive', username, prompt: answerOnePrompt(password, wish.refuse) }
  }
  if (!methods.includes('publickey')) return null
  if (key !== null) return { type: 'publickey', username, key }
  return agentSocket === null ? null : { type: 'agent', username, agent: agentSocket }
}

/** The password answers one hidden question; a host that asks for more wants something that nobody typed for it. */
function answerOnePrompt(password: string, refuse: Authentication['refuse']) {
  let answered = false
  return (_name: string, _text: string, _language: string, prompts: Prompt[], finish: (answers: string[]) => void) => {
    const [prompt] = prompts
    if (answered || prompts.length !== 1 || prompt?.echo === true) return refuse(secondProof())
    answered = true
    finish([password])
  }
}

function secondProof(): HostError {
  return new HostError('denied', 'The host asks for a second proof beside this one, which cannot be given here.')
}

function notAccepted(credential: SshCredential): HostError {
  switch (credential.type) {
    case 'password':
      return new HostError('denied', 'The host does not accept this user name with this password.')
    case 'key':
      return new HostError('denied', 'The host does not accept this key for this user name.')
    case 'agent':
      return new HostError('denied', 'The host accepts no key of the SSH agent for this user name.')
  }
}

function notOffered(credential: SshCredential, methods: readonly string[]): HostError {
  // What a host sends is its own text: only names of methods may reach a person.
  const known = methods.filter((method) => /^[a-z-]{1,40}$/.test(method)).slice(0, 8)
  const takes = known.length > 0 ? `it takes: ${known.join(', ')}` : 'it says nothing about what it takes'
  const what = credential.type === 'password' ? 'a password' : 'a key'
  return new HostError('denied', `The host does not let this user name in with ${what}; ${takes}.`)
}
