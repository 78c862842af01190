import { createHash, generateKeyPairSync } from 'node:crypto'
import type { InstallSshState } from '../install-state.ts'
import { agentPort } from '../remote-layout.ts'
import { mustRun } from '../remote-shell.ts'
import { publicKeyLine } from '../tunnel-key.ts'
import type { InstallStep, StepDeps } from './step-deps.ts'

/** Without the command of its own, `restrict` would still let it run any program. */
const options = `restrict,port-forwarding,permitopen="127.0.0.1:${agentPort}",command="/bin/false"`

const add = `
umask 077
mkdir -p -- "$HOME/.ssh"
file="$HOME/.ssh/authorized_keys"
touch -- "$file"
if [ -s "$file" ] && [ -n "$(tail -c 1 -- "$file")" ]; then printf '\\n' >>"$file"; fi
printf '%s\\n' "$line" >>"$file"
`

/** Written back into the same file, so that its owner and mode stay. */
const remove = `
file="$HOME/.ssh/authorized_keys"
[ -f "$file" ] || exit 0
rest=$(grep -v -F -- " $mark" "$file" || true)
if [ -n "$rest" ]; then printf '%s\\n' "$rest" >"$file"; else rm -f -- "$file"; fi
rmdir -- "$HOME/.ssh" 2>/dev/null || true
`

/** A key of its own that may open the tunnel to the agent and nothing else: no shell, no file, no other port. */
export function rememberKeyStep({ link, secretStore }: StepDeps): InstallStep {
  return {
    id: 'remember_key',
    title: 'Store a key that may open the tunnel and nothing else',
    cancellable: false,
    async run({ state, jobId, line }) {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      // Here first: a key there that nobody holds would only be rubbish, but rubbish that opens something.
      await secretStore.set(tunnelKeyName(state), privateKey.export({ format: 'pem', type: 'pkcs8' }).toString())
      await mustRun(link.session(), 'Storing the key', add, {
        as: 'user',
        timeoutMs: 30_000,
        variables: { line: `${options} ${publicKeyLine(publicKey)} ${markOf(jobId)}` },
      })
      line(`${state.home}/.ssh/authorized_keys: one line, ${markOf(jobId)}`)
    },
    async undo({ state, jobId }) {
      await secretStore.delete(tunnelKeyName(state))
      const file = `${state.home}/.ssh/authorized_keys`
      const command = `sed -i '/ ${markOf(jobId)}$/d' ${file}`
      await link.takeBack(
        () => [`one line in ${file}, which ends with ${markOf(jobId)}. Remove it there with: ${command}`],
        async (session) => {
          await mustRun(session, 'Removing the key', remove, {
            as: 'user',
            timeoutMs: 30_000,
            variables: { mark: markOf(jobId) },
          })
        },
      )
    },
  }
}

/** Comment of the line, by which it is found again. */
function markOf(jobId: string): string {
  return `moltbot-ops-${jobId}`
}

/** Under which the private key (PKCS #8) is kept, so that it is found by who opens the tunnel later. */
export function tunnelKeyName({ target, username }: Pick<InstallSshState, 'target' | 'username'>): string {
  const digest = createHash('sha256').update(`${username}@${target.host}:${target.port}`).digest('hex')
  return `tunnel-${digest.slice(0, 32)}`
}
