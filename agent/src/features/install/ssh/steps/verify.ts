import { Problem } from '../../../../core/problem.ts'
import { agentPort, stateFolder } from '../remote-layout.ts'
import { mustRun } from '../remote-shell.ts'
import type { InstallStep, StepDeps } from './step-deps.ts'

/** Asks from the host itself, with the Node that is there in any case, until the agent answers. */
const ask = `
"$node" - <<'END'
const until = Date.now() + 60000
async function ask() {
  for (;;) {
    try {
      const answer = await fetch('http://127.0.0.1:${agentPort}/health', { signal: AbortSignal.timeout(3000) })
      const health = await answer.json()
      if (answer.status === 200 && health.status === 'ok') return tell()
    } catch {}
    if (Date.now() > until) throw new Error('the agent did not answer within a minute')
    await new Promise((done) => setTimeout(done, 300))
  }
}
// An agent that has only just begun answers before it says in its folder who it is.
function tell() {
  const about = JSON.parse(require('node:fs').readFileSync('${stateFolder}/agent.json', 'utf8'))
  console.log(JSON.stringify({ agent_id: about.agent_id, version: about.version }))
}
ask().catch((error) => {
  console.error(error.message)
  process.exit(1)
})
END
`

export function verifyStep({ link }: StepDeps): InstallStep {
  return {
    id: 'verify',
    title: 'Check that the agent answers',
    cancellable: false,
    async run({ state, line }) {
      const { stdout } = await mustRun(link.session(), 'Asking the agent', ask, {
        as: state.asRoot,
        timeoutMs: 90_000,
        variables: { node: state.node },
      })
      const answer = readAnswer(stdout)
      if (answer === null || answer.version !== state.archive.version) {
        throw new Problem('install_blocked', `What answers there is not MoltBot Ops ${state.archive.version}.`)
      }
      state.remoteAgentId = answer.agentId
      line(`The agent ${answer.agentId} answers on 127.0.0.1:${agentPort} of the host.`)
    },
  }
}

function readAnswer(printed: string): { agentId: string; version: string } | null {
  const [, agentId, version] = /\{"agent_id":"([\w-]{1,64})","version":"([\w.+-]{1,64})"\}\s*$/.exec(printed) ?? []
  return agentId === undefined || version === undefined ? null : { agentId, version }
}
