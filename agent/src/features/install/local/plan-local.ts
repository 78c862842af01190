import { canonicalHash } from '../../../core/canonical-json.ts'
import type { Plan, PlanStep } from '../../../core/consent.ts'
import { Problem } from '../../../core/problem.ts'
import type { PackageTree, ServiceManagerKind } from '../../../host/effects.ts'
import { checkSurvey, chooseManager, judgeMethods, managerName, size } from './checks.ts'
import type { FoundImage } from './find-image.ts'
import { type InstallPlace, isSealed } from './place.ts'
import type { Method, NpmSource, Survey } from './survey.ts'

/** What will be installed, once nothing stands in the way. */
export type Choice =
  | { method: 'npm'; source: NpmSource; manager: ServiceManagerKind }
  | { method: 'docker'; image: Exclude<FoundImage, { kind: 'none' }>; manager: 'docker' }

/** @throws Problem method_unavailable with the ways that work, install_blocked with everything that stands in the way */
export function demandChoice(survey: Survey, at: number): Choice {
  const methods = judgeMethods(survey)
  const method = survey.wishes.method ?? methods.find(({ recommended }) => recommended)?.method ?? 'npm'
  const judged = methods.find((one) => one.method === method)
  const others = methods.filter(({ available }) => available).map((one) => one.method)
  if (method !== 'npm' && judged?.available !== true) {
    const ways = others.length > 0 ? ` These work: ${others.join(', ')}.` : ''
    throw new Problem('method_unavailable', `${judged?.reason ?? method}${ways}`)
  }
  if (method === 'npm' && 'fault' in survey.npm) throw survey.npm.fault
  demandNothingBlocks(survey, method, at)
  const manager = chooseManager(survey, method)
  if (manager === null) throw new Problem('install_blocked', 'Nothing here can keep MoltBot running.')
  if (method === 'docker' && survey.image !== null && survey.image.kind !== 'none') {
    return { method, image: survey.image, manager: 'docker' }
  }
  if ('fault' in survey.npm) throw survey.npm.fault
  return { method: 'npm', source: survey.npm, manager }
}

function demandNothingBlocks(survey: Survey, method: Method, at: number): void {
  const blocking = checkSurvey(survey, method, at).filter(({ status }) => status === 'blocking')
  const [first] = blocking
  if (!first) return
  if (blocking.some(({ id }) => id === 'existing')) throw new Problem('already_installed', first.finding.title)
  throw new Problem('install_blocked', `${first.finding.title} ${first.finding.fix_action?.title ?? ''}`.trim(), {
    details: blocking.map(({ id, finding }) => ({ path: id, message: finding.title })),
  })
}

/** Everything that will be done and written, for a person to read. */
export function planLocal(survey: Survey, choice: Choice, hostname: string): Plan {
  const { place, port, engine } = survey
  const name = choice.method === 'npm' ? `OpenClaw ${choice.source.version.version}` : choice.image.asked
  const loud = choice.method === 'docker' && engine !== null && !engine.rootless
  return {
    instanceId: null,
    target: { kind: 'host', id: null, name: hostname },
    summary: `Install ${name} on ${hostname} with ${choice.method}.`,
    steps: stepsOf(survey, choice),
    affects: [
      `MoltBot runs as ${place.owner.name}, kept running by ${managerName(choice.manager)}.`,
      `It listens on 127.0.0.1:${port} alone, with a token that is made for it.`,
      `Its state and configuration lie in ${place.stateDir}.`,
      ...(place.makesAccount
        ? [`The account ${place.owner.name} is made, without a password and without a login.`]
        : []),
      ...(loud ? ['Using this container engine is as powerful as being root on this host.'] : []),
      ...(choice.method === 'npm' ? [keeperWords(place), ...sourceWords(choice.source)] : []),
    ],
    undo: 'Everything that was written is removed again when a step fails or you cancel.',
    losses: [],
    downtimeSeconds: null,
    risk: loud ? 'high' : 'medium',
    basis: basisOf(survey, choice),
  }
}

/** The facts that the plan stands on. */
export function basisOf({ place, port }: Survey, choice: Choice): Plan['basis'] {
  return {
    method: choice.method,
    manager: choice.manager,
    user: place.owner.name,
    makes_account: place.makesAccount,
    sealed: choice.method === 'npm' && isSealed(place),
    port,
    prefix: choice.method === 'npm' ? place.prefix : null,
    state_dir: place.stateDir,
    ...(choice.method === 'npm' ? sourceBasis(choice.source) : imageBasis(choice.image)),
  }
}

/** What exactly is downloaded, with the hash of every package in it. */
export const locksOf = ({ tree, node }: { tree: PackageTree; node: { tree: PackageTree } }) => ({
  program: canonicalHash(tree.lockText),
  node: canonicalHash(node.tree.lockText),
})

function keeperWords(place: InstallPlace): string {
  const { owner, keeper } = place
  return isSealed(place)
    ? `Its programs lie in ${place.prefix} and belong to ${keeper.name}, so that MoltBot cannot change them.`
    : `Its programs belong to ${owner.name} as well, so that MoltBot can change them. An agent that runs as root prevents that.`
}

function sourceWords({ tree, channel, node }: NpmSource): string[] {
  const scripts = tree.installScripts.length
  return [
    `${tree.packages} packages from the registry that this host is set up for, each checked against its published hash, and Node ${node.version}.`,
    ...(scripts > 0
      ? [`${scripts} packages want to run scripts; they are not run: ${tree.installScripts.slice(0, 12).join(', ')}.`]
      : []),
    ...(channel.fallback === null ? [] : [channel.fallback]),
  ]
}

const sourceBasis = (source: NpmSource) => ({
  version: source.version.version,
  integrity: source.version.integrity,
  lock: locksOf(source).program,
  node: `${source.node.package}@${source.node.version}`,
  node_lock: locksOf(source).node,
})

const imageBasis = (image: Exclude<FoundImage, { kind: 'none' }>) => ({
  image: image.kind === 'local' ? image.image.reference : image.reference,
  digest: image.kind === 'local' ? image.image.digest : image.digest,
})

export const stepIds = ['account', 'program', 'config', 'service', 'start', 'verify'] as const
export type StepId = (typeof stepIds)[number]

function stepsOf({ place, port }: Survey, choice: Choice): PlanStep[] {
  const step = (id: StepId, title: string, seconds: number, detail: string | null = null): PlanStep => ({
    id,
    title,
    detail,
    seconds,
    moltbotStopped: false,
  })
  const program =
    choice.method === 'npm'
      ? step(
          'program',
          `Install OpenClaw ${choice.source.version.version} and its Node`,
          60,
          `${place.prefix}, ${size((choice.source.tree.unpackedBytes ?? 0) + 190e6)} at most`,
        )
      : step(
          'program',
          choice.image.kind === 'local' ? 'Check the image' : 'Pull the image by its digest',
          40,
          choice.image.asked,
        )
  return [
    step('account', place.makesAccount ? `Make the account ${place.owner.name}` : 'Prepare its folders', 1, place.home),
    program,
    step('config', 'Write a minimal safe configuration', 1, place.configPath),
    step('service', `Set it up with ${managerName(choice.manager)}`, 2),
    step('start', 'Start it', 2),
    step('verify', `Check from outside that it answers on port ${port}`, 15),
  ]
}
