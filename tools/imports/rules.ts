import type { Import } from './read-imports.ts'

interface Ban {
  from: RegExp
  to: RegExp
  why: string
  /** The few imports that may cross, each with its own reason beside it. */
  except?: { from: RegExp; to: RegExp; why: string }[]
}

const testFile = /\.(test|e2e|bench)\.tsx?$|(^|\/)test\//

const realTests = {
  from: /\.real\.test\.ts$|^agent\/test\/.*real[\w-]*\.ts$/,
  to: /^tools\/((real|system)\/|gate\/run-command\.ts|release\/pack\.ts)/,
  why: 'tests on real hosts share the fixtures that pack, install and start what they try',
}

/** Between workspaces: api ← sdk ← {web, cli, e2e}, api ← agent → redact. These hold for tests too. */
const workspaceBans: Ban[] = [
  { from: /^api\//, to: /^(redact|sdk|agent|cli|web|e2e|tools)\b/, why: 'the contract depends on nothing' },
  {
    from: /^redact\//,
    to: /^(api|sdk|agent|cli|web|e2e|tools)\b/,
    why: 'redaction is a package of its own, usable without the agent',
  },
  { from: /^sdk\//, to: /^(redact|agent|cli|web|e2e|tools)\b/, why: 'the SDK knows the contract and nothing else' },
  { from: /^sdk\/src\/(?!.*\.test\.)/, to: /^node:/, why: 'the SDK runs in a browser as well' },
  {
    from: /^agent\//,
    to: /^(sdk|cli|web|e2e|tools)\b/,
    why: 'the agent does not know who calls it',
    except: [realTests],
  },
  {
    from: /^web\//,
    to: /^(agent|redact|cli|e2e|tools)\b/,
    why: 'the console has no private door: what it can do, every client can do',
  },
  {
    from: /^cli\//,
    to: /^(api|agent|redact|web|e2e|tools)\b/,
    why: 'the command line uses nothing but the SDK',
    except: [
      {
        from: /^cli\/src\/serve(-[a-z-]+)?\.ts$/,
        to: /^agent(\/|$)/,
        why: '`serve` starts the agent in its own process',
      },
      {
        from: /^cli\/src\/serve(-[a-z-]+)?\.ts$/,
        to: /^tools\/build-console\.ts$/,
        why: 'in a checkout `serve` builds a stale console before it listens',
      },
      {
        from: /^cli\/src\/serve-product\.ts$/,
        to: /^tools\/release\/pack\.ts$/,
        why: 'in a checkout the agent that is put on another host has to be packed first',
      },
      {
        from: /^cli\/src\/service(-[a-z-]+)?(\.test)?\.ts$/,
        to: /^agent\/src\/own-service\//,
        why: '`service` makes the agent a service where none runs yet that could be asked',
      },
      { from: /^cli\/src\/redact\.ts$/, to: /^redact(\/|$)/, why: '`redact` works without a running agent' },
      {
        from: /^cli\/src\/audit-verify\//,
        to: /^agent\/src\/features\/audit\/verify\//,
        why: '`audit verify` is the single-file verifier, which needs no agent',
      },
      realTests,
    ],
  },
  {
    from: /^e2e\//,
    to: /^(agent|redact|cli|web|tools)\b/,
    why: 'a journey sees what a user sees: the SDK, the console, the terminal',
    except: [realTests],
  },
]

/** Inside the agent and the console. A test may build the whole agent, so only the product's own modules count. */
const layerBans: Ban[] = [
  {
    from: /^agent\/src\/(?!main\.ts)/,
    to: /^agent\/src\/main\.ts$/,
    why: 'only the composition root is above agent.ts',
  },
  {
    from: /^agent\/src\/(features|http|core|moltbot|host)\//,
    to: /^agent\/src\/agent\.ts$/,
    why: 'main → agent → features: nothing below knows the whole',
  },
  {
    from: /^agent\/src\/(?!main|host\/real\/)/,
    to: /^agent\/src\/host\/real\b/,
    why: 'only the composition root has the real machine; all others see host/host.ts',
  },
  {
    from: /^agent\/src\/(features|http|core|moltbot)\//,
    to: /^agent\/src\/host\/(?!(host|effects)\.ts)/,
    why: 'the host is known by its interfaces alone',
  },
  {
    from: /^agent\/src\/(features|core|moltbot|host)\//,
    to: /^agent\/src\/http\//,
    why: 'no Request or Reply below the HTTP layer',
  },
  {
    from: /^agent\/src\/(features|core|moltbot|host)\//,
    to: /^(fastify|@fastify\/.*)$/,
    why: 'no Request or Reply below the HTTP layer',
  },
  {
    from: /^agent\/src\/features\/audit\/verify\//,
    to: /^(?!node:|agent\/src\/features\/audit\/verify\/)/,
    why: 'a third party verifies with one file and Node alone',
  },
  {
    from: /^agent\/src\/core\//,
    to: /^agent\/src\/(features|http|moltbot|host)\//,
    why: 'core knows nothing of the product',
  },
  {
    from: /^agent\/src\/own-service\//,
    to: /^agent\/src\/(?!own-service\/|core\/)/,
    why: 'the command line loads it without an agent: it knows core and the machine',
  },
  { from: /^agent\/src\/moltbot\//, to: /^agent\/src\/features\//, why: 'moltbot → {core, host/host.ts}' },
  {
    from: /^agent\/src\/host\//,
    to: /^agent\/src\/features\//,
    why: 'a host is an edge of the world, not a user of features',
  },
  {
    from: /^agent\/src\/http\//,
    to: /^agent\/src\/(features|moltbot)\//,
    why: 'http → core: features arrive as handlers',
  },
  {
    from: /^web\/src\/ui\//,
    to: /^(sdk|web\/src\/(features|session|routes))\b/,
    why: 'the design system knows no data',
  },
  { from: /^web\/src\/session\//, to: /^web\/src\/features\//, why: 'routes → features → {ui, session, sdk}' },
]

/** Features reach one another only through what agent.ts, or the route, hands them. */
const featureBan = {
  folder: /^(agent|web)\/src\/features\/([^/]+)\//,
  why: 'features are handed to each other, so that each can be understood and tested alone',
}

export function violations(imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const isProduct = !testFile.test(one.from)
    const bans = isProduct ? [...workspaceBans, ...layerBans] : workspaceBans
    const broken = bans.filter((ban) => isBroken(ban, one)).map((ban) => ban.why)
    if (isProduct && crossesFeatures(one)) broken.push(featureBan.why)
    return broken.map((why) => `${one.from} imports ${one.to}: ${why}`)
  })
}

function isBroken(ban: Ban, { from, to }: Import): boolean {
  if (!ban.from.test(from) || !ban.to.test(to)) return false
  return !ban.except?.some((exception) => exception.from.test(from) && exception.to.test(to))
}

/** The agent's features may name each other's types; the console's share nothing. */
function crossesFeatures({ from, to, typeOnly }: Import): boolean {
  const [, workspace, feature] = featureBan.folder.exec(from) ?? []
  const [, otherWorkspace, other] = featureBan.folder.exec(to) ?? []
  if (feature === undefined || other === undefined || feature === other || workspace !== otherWorkspace) return false
  return !(workspace === 'agent' && typeOnly)
}
