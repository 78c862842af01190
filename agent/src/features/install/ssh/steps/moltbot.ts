import { RemainsError } from '../../../../core/jobs.ts'
import { Problem } from '../../../../core/problem.ts'
import { askRemoteAgent, type RemoteEnd } from '../ask-remote-agent.ts'
import type { InstallSshState } from '../install-state.ts'
import { asRoot } from '../remote-commands.ts'
import { nameOfTarget } from '../ssh-target.ts'
import type { InstallStep, StepDeps } from './step-deps.ts'

const installMs = 40 * 60_000
const cancelMs = 5 * 60_000

/** The agent over there does it, as it would for a person at that host: with its own plan, record and undo. */
export function moltbotStep({ link }: StepDeps): InstallStep {
  return {
    id: 'moltbot',
    title: 'Install MoltBot there',
    cancellable: false,
    async run({ state, jobId, save, line, message, progress }) {
      const { method, channel, version } = state.moltbot
      const end = await askRemoteAgent(link.session(), {
        task: {
          do: 'install',
          params: { method, channel, ...(version === null ? {} : { version }) },
          reason: `Part of the installation over SSH, job ${jobId}.`,
        },
        node: state.node,
        as: state.asRoot,
        timeoutMs: installMs,
        onNews(news) {
          if (news.job !== undefined) {
            state.remoteJobId = news.job
            void save().catch(() => undefined)
          }
          if (news.progress !== undefined) progress(news.progress)
          if (news.message !== undefined) message(news.message)
          if (news.line !== undefined) line(news.line)
        },
      })
      if (end.status !== 'succeeded') throw failed(end)
      state.moltbotInstalled = true
      state.moltbotResult = end.result
    },
    async undo({ state }) {
      await link.takeBack(
        () => [unreachable(state)],
        async (session) => {
          const end = await askRemoteAgent(session, {
            task: { do: 'cancel' },
            node: state.node,
            as: state.asRoot,
            timeoutMs: cancelMs,
            onNews: () => undefined,
          })
          if (end.status !== 'succeeded') return
          state.moltbotInstalled = true
          const on = nameOfTarget(state.target)
          throw new RemainsError([`On ${on}: MoltBot, which was installed to its end, and the agent that keeps it.`])
        },
      )
    },
  }
}

function failed({ code, message }: RemoteEnd): Problem {
  return new Problem('install_blocked', `The agent there could not install MoltBot (${code}): ${message}`)
}

function unreachable(state: InstallSshState): string {
  const job = state.remoteJobId
  const command = job === null ? 'moltbot-ops jobs list' : `moltbot-ops jobs cancel ${job}`
  return `the installation of MoltBot, which may go on there${job === null ? '' : ` as job ${job}`}. Stop it there with: ${asRoot(state, command)}`
}
