const english = {
  groups: { watch: 'Watch', change: 'Change', trust: 'Trust' },
  pages: {
    overview: 'Overview',
    logs: 'Logs',
    setup: 'Setup',
    config: 'Config',
    jobs: 'Jobs',
    audit: 'Audit',
    access: 'Access',
  },
  product: 'MoltBot Ops',
  version: (version: string) => `MoltBot Ops ${version}`,
  motto: 'Works without MoltBot',
  noMoltbot: 'no MoltBot yet',
  simulated: {
    title: 'Simulated.',
    scenario: (name: string) => `Scenario ${name}.`,
    detail: 'No real host and no real MoltBot is behind this page.',
  },
  starting: { verdict: 'Opening the console.', cause: 'It asks the agent for this browser’s session.' },
  unreachable: {
    verdict: 'The agent does not answer.',
    cause: 'Nothing is known about MoltBot until it does.',
    follows: 'This page asks again every few seconds. At the host, this command starts the agent.',
    command: 'npx moltbot-ops serve',
  },
  notFound: {
    title: 'No such page',
    verdict: 'There is no such page.',
    cause: 'The address may be mistyped, or the page is not built in this version.',
    back: 'Go to Overview',
  },
}

export type ShellWords = typeof english
export const shellWords: ShellWords = english
