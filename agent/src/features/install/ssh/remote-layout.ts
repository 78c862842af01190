/** Where things lie on a host that was set up from here. Everything of the product is below one folder. */
export const productFolder = '/opt/moltbot-ops'
/** Of a root agent, see `defaultStateDir`. */
export const stateFolder = '/var/lib/moltbot-ops'
/** A short script, so that the program can be called by its name there. */
export const programLink = '/usr/local/bin/moltbot-ops'
export const serviceName = 'moltbot-ops'
export const agentPort = 7337
export const moltbotPort = 18789
/** Of the tunnel on this side: 7337 is mostly taken by the agent that prints the command. */
export const tunnelPort = 7437

/** The folder of one version, named after its content too: what stands there is what the plan showed. */
export function releaseFolder(version: string, sha256: string): string {
  return `${productFolder}/${version}-${sha256.slice(0, 12)}`
}

export function programIn(folder: string): string {
  return `${folder}/cli/bin/moltbot-ops.js`
}

/** Where a Node that was brought along stands. */
export function nodeIn(folder: string): string {
  return `${folder}/runtime/bin/node`
}

/** Temporary, in the home of the user that logs in, and for that user alone. */
export function stagingFolder(home: string, jobId: string): string {
  return `${home === '/' ? '' : home}/.moltbot-ops-${jobId}`
}
