import { InvalidArgumentError } from 'commander'

export interface SshUserAt {
  username: string
  host: string
}

/** Reads `user@host` as ssh takes it; the agent judges both parts. @throws InvalidArgumentError */
export function parseUserAt(text: string): SshUserAt {
  const at = text.lastIndexOf('@')
  const [username, host] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || host === '' || username.includes(':')) {
    throw new InvalidArgumentError('Write it as user@host, such as root@203.0.113.10; the port goes into --port.')
  }
  return { username, host }
}

/** A fingerprint as `ssh-keygen -l` prints it. @throws InvalidArgumentError */
export function parseFingerprint(text: string): string {
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(text)) return text
  throw new InvalidArgumentError('Write it as ssh-keygen -l prints it: SHA256: and 43 characters.')
}
