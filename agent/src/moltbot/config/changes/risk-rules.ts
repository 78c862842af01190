import type { Risk } from '../../../core/consent.ts'

/** One change of one value as a rule sees it; undefined where there is none. */
export interface ValueChange {
  before: unknown
  after: unknown
}

export interface RiskRule {
  /** Names without positions in lists. `*` stands for any name; `**` for any beginning or any end. */
  paths: readonly string[]
  applies(change: ValueChange): boolean
  risk: Risk
  why: string
}

const becomes =
  (...values: unknown[]) =>
  ({ after }: ValueChange) =>
    values.includes(after)
const isSet = ({ after }: ValueChange) => after !== undefined
const isGone = ({ after }: ValueChange) => after === undefined
const changes = () => true

/** What the loader, a shell or Node reads to find code. */
const codeVariables = [
  ...['PATH', 'NODE_OPTIONS', 'NODE_PATH', 'BASH_ENV', 'ENV'],
  ...['LD_PRELOAD', 'LD_LIBRARY_PATH', 'LD_AUDIT', 'DYLD_INSERT_LIBRARIES', 'DYLD_LIBRARY_PATH'],
]

/** What a change can cost, for the plan that a person approves. The first rule that applies to a path counts. */
export const riskRules: readonly RiskRule[] = [
  {
    paths: ['gateway.bind'],
    applies: ({ after }) => after !== undefined && after !== 'loopback',
    risk: 'high',
    why: 'The gateway can then be reached from outside of this machine.',
  },
  { paths: ['gateway.bind'], applies: changes, risk: 'medium', why: 'Clients on other machines lose the gateway.' },
  {
    paths: ['gateway.auth.mode'],
    applies: becomes('none'),
    risk: 'high',
    why: 'Anybody who reaches the port controls MoltBot.',
  },
  { paths: ['gateway.auth.mode'], applies: changes, risk: 'medium', why: 'Clients must log in another way.' },
  {
    paths: ['gateway.auth.token', 'gateway.auth.password'],
    applies: isGone,
    risk: 'high',
    why: 'Without it MoltBot makes up a secret at every start, or lets nobody in.',
  },
  {
    paths: ['gateway.auth.token', 'gateway.auth.password'],
    applies: changes,
    risk: 'medium',
    why: 'Clients that know the old secret lose access.',
  },
  { paths: ['gateway.mode'], applies: isGone, risk: 'high', why: 'MoltBot does not start without it.' },
  { paths: ['gateway.mode'], applies: becomes('remote'), risk: 'high', why: 'No gateway runs on this machine then.' },
  { paths: ['gateway.port'], applies: changes, risk: 'medium', why: 'Clients that know the old port lose it.' },
  {
    paths: ['gateway.tailscale.mode'],
    applies: becomes('funnel'),
    risk: 'high',
    why: 'The gateway is published to the internet.',
  },
  {
    paths: ['gateway.tailscale.mode'],
    applies: becomes('serve'),
    risk: 'medium',
    why: 'The gateway is published to the tailnet.',
  },
  {
    paths: ['gateway.customBindHost'],
    applies: isSet,
    risk: 'high',
    why: 'It says from where the gateway can be reached.',
  },
  {
    paths: ['gateway.trustedProxies', 'gateway.auth.trustedProxy', 'gateway.allowRealIpFallback', 'gateway.roles'],
    applies: changes,
    risk: 'high',
    why: 'It decides who is believed to be somebody else.',
  },
  { paths: ['gateway.reload.mode'], applies: becomes('off'), risk: 'medium', why: 'Later changes wait for a restart.' },
  {
    paths: ['gateway.http.endpoints.*.enabled'],
    applies: becomes(true),
    risk: 'medium',
    why: 'It opens another way into the gateway.',
  },
  {
    paths: ['gateway.controlUi.allowedOrigins'],
    applies: isSet,
    risk: 'medium',
    why: 'Pages from there may control the gateway.',
  },
  {
    paths: ['tools.exec.security', '**.tools.exec.security'],
    applies: becomes('full'),
    risk: 'high',
    why: 'MoltBot may run any program.',
  },
  {
    paths: ['tools.exec.ask', '**.tools.exec.ask'],
    applies: becomes('off'),
    risk: 'high',
    why: 'MoltBot runs programs without asking.',
  },
  {
    paths: ['tools.elevated.enabled', '**.tools.elevated.enabled'],
    applies: becomes(true),
    risk: 'high',
    why: 'MoltBot may act outside of its sandbox.',
  },
  { paths: ['**.sandbox.mode'], applies: becomes('off'), risk: 'high', why: 'Tools run without a sandbox.' },
  {
    paths: ['commands.bash', 'commands.config', 'commands.plugins', 'commands.mcp'],
    applies: becomes(true),
    risk: 'high',
    why: 'It can be done from a chat then.',
  },
  {
    paths: ['channels.*.dmPolicy', 'channels.*.accounts.*.dmPolicy'],
    applies: becomes('open'),
    risk: 'high',
    why: 'Anybody can then write to MoltBot.',
  },
  {
    paths: ['channels.*.groupPolicy', 'channels.*.accounts.*.groupPolicy'],
    applies: becomes('open'),
    risk: 'medium',
    why: 'It answers in any group.',
  },
  {
    paths: ['approvals.**', 'security.**'],
    applies: changes,
    risk: 'high',
    why: 'It decides what MoltBot may do unasked.',
  },
  {
    paths: ['plugins.load.**', 'hooks.transformsDir', 'secrets.providers.*.command'],
    applies: isSet,
    risk: 'high',
    why: 'MoltBot runs code from there.',
  },
  {
    paths: ['mcp.servers.*.command', 'mcp.servers.*.args', 'nodeHost.mcp.servers.*.command'],
    applies: isSet,
    risk: 'medium',
    why: 'MoltBot runs this program.',
  },
  {
    // MoltBot takes variables beside `vars` as well.
    paths: codeVariables.flatMap((name) => [`env.${name}`, `env.vars.${name}`]),
    applies: isSet,
    risk: 'high',
    why: 'It decides which code runs inside of MoltBot.',
  },
  { paths: ['hooks.enabled'], applies: becomes(true), risk: 'medium', why: 'Others can then start work over HTTP.' },
  {
    paths: ['update.channel'],
    applies: becomes('dev', 'beta'),
    risk: 'medium',
    why: 'Versions from there are tested less.',
  },
  {
    paths: ['logging.file'],
    applies: isGone,
    risk: 'medium',
    why: 'Several gateways share one default log file then.',
  },
]
