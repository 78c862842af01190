import { Problem } from '../../../../core/problem.ts'
import { readFacts } from '../read-facts.ts'
import { productFolder, programLink, stateFolder } from '../remote-layout.ts'
import { mustRun } from '../remote-shell.ts'
import type { InstallStep, StepDeps } from './step-deps.ts'

const look = `
there() { if [ -e "$1" ] || [ -L "$1" ]; then echo "$2=1"; else echo "$2=0"; fi; }
there ${productFolder} productFolder
there ${stateFolder} stateFolder
there ${programLink} programLink
`

/** Between the plan and now somebody else may have been there. */
export function preflightStep({ link }: StepDeps): InstallStep {
  return {
    id: 'preflight',
    title: 'Look that nothing is in the way',
    cancellable: true,
    async run({ state, line, signal }) {
      const facts = await readFacts(link.session())
      if (facts.agent !== null || facts.agentPortTaken) {
        throw new Problem('already_installed', 'There is an agent on this host by now, or its port is taken.')
      }
      if (facts.home !== state.home || facts.user !== state.username) {
        throw new Problem(
          'install_blocked',
          `The host let in ${facts.user} with the home ${facts.home}, which is not what was planned.`,
        )
      }
      line(`${facts.os}, ${facts.arch}, ${facts.user}`)
      const options = { as: state.asRoot, timeoutMs: 30_000, signal } as const
      const { stdout } = await mustRun(link.session(), 'Looking what is there', look, options)
      const there = (name: string) => stdout.includes(`${name}=1`)
      state.before = {
        productFolder: there('productFolder'),
        stateFolder: there('stateFolder'),
        programLink: there('programLink'),
      }
    },
  }
}
