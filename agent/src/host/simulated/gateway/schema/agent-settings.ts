import {
  choice,
  flag,
  group,
  list,
  modelChoice,
  named,
  number,
  plainSecret,
  secret,
  section,
  text,
  whole,
} from './setting.ts'

const thinking = ['off', 'minimal', 'low', 'medium', 'high'] as const

/** What every agent may have; the defaults hold for all of them. */
const agent = () => ({
  model: modelChoice('Primary Model', {
    essential: true,
    placeholder: 'provider/model',
    help: 'The model that answers, as provider and name.',
  }),
  utilityModel: text('Utility Model', { help: 'A small model for titles and summaries.' }),
  imageModel: modelChoice('Image Model', { help: 'The model that looks at pictures when the primary one cannot.' }),
  pdfModel: modelChoice('PDF Model'),
  workspace: text('Workspace', { essential: true, help: 'Folder in which the agent works and keeps its notes.' }),
  cwd: text('Working Directory'),
  skills: list(text(), 'Skills', { help: 'Names of the skills that it may use; all when left out.' }),
  userTimezone: text('User Time Zone', { placeholder: 'Europe/Berlin' }),
  thinkingDefault: choice(thinking, 'Thinking Level', { essential: true }),
  verboseDefault: choice(['off', 'on', 'full'], 'Verbosity'),
  reasoningDefault: choice(['off', 'on', 'stream'], 'Show Reasoning'),
  elevatedDefault: choice(['off', 'on', 'ask', 'full'], 'Elevated Mode'),
  blockStreamingDefault: choice(['off', 'on'], 'Block Streaming'),
  timeoutSeconds: whole('Turn Timeout (s)', { min: 1 }),
  mediaMaxMb: number('Media Limit (MB)'),
  typingIntervalSeconds: whole('Typing Interval (s)'),
  maxConcurrent: whole('Concurrent Turns', { min: 1 }),
  bootstrapMaxChars: whole('Bootstrap File Limit'),
  contextInjection: choice(['always', 'continuation-skip', 'never'], 'Context Injection'),
  heartbeat: group(
    {
      every: text('Heartbeat Interval', { placeholder: '30m', help: 'How often the agent looks around by itself.' }),
      model: text('Heartbeat Model'),
      target: text('Heartbeat Target'),
      to: text('Heartbeat Recipient'),
      prompt: text('Heartbeat Prompt'),
      timeoutSeconds: whole('Heartbeat Timeout (s)', { min: 1 }),
      directPolicy: choice(['allow', 'block'], 'Heartbeat Direct Policy'),
      activeHours: group({ start: text(), end: text(), timezone: text() }, 'Active Hours'),
    },
    'Heartbeat',
  ),
  compaction: group(
    {
      enabled: flag('Compaction Enabled'),
      mode: choice(['default', 'safeguard'], 'Compaction Mode'),
      model: text('Compaction Model'),
      keepRecentTokens: whole('Keep Recent Tokens', { min: 1 }),
      timeoutSeconds: whole('Compaction Timeout (s)', { min: 1 }),
      notifyUser: flag('Tell About Compaction'),
    },
    'Compaction',
  ),
  sandbox: group(
    {
      mode: choice(['off', 'non-main', 'all'], 'Sandbox Mode', {
        help: 'Which sessions run their tools apart from this host.',
      }),
      backend: text('Sandbox Backend'),
      scope: choice(['session', 'agent', 'shared'], 'Sandbox Scope'),
      workspaceAccess: choice(['none', 'ro', 'rw'], 'Sandbox Workspace Access'),
      docker: group({ image: text('Sandbox Image'), network: text('Sandbox Network'), memory: text('Sandbox Memory') }),
      ssh: group({
        target: text('Sandbox Host'),
        identityData: plainSecret('Sandbox Identity'),
        certificateData: plainSecret('Sandbox Certificate'),
        knownHostsData: plainSecret('Sandbox Known Hosts'),
      }),
    },
    'Sandbox',
  ),
  subagents: group({ maxConcurrent: whole('Concurrent Helpers', { min: 1 }), model: text('Helper Model') }, 'Helpers'),
})

export const agents = section(
  'Agents',
  40,
  'Who answers: models, workspaces and limits, for all agents and for each.',
  group({
    defaults: group(agent(), 'Agent Defaults', { help: 'Used by every agent that says nothing else.' }),
    entries: named(
      group({
        ...agent(),
        name: text('Agent Name', { essential: true }),
        default: flag('Default Agent'),
        identity: group({ name: text(), emoji: text(), avatar: text('Avatar', { essential: true }) }, 'Identity'),
      }),
      'Agents',
      { help: 'Each agent by its id.' },
    ),
    ownership: text(),
  }),
)

const request = () =>
  group({
    auth: group({ mode: text(), token: secret(), value: secret() }),
    headers: named(secret()),
    tls: group({ ca: secret(), cert: secret(), key: secret(), passphrase: secret() }),
  })

export const models = section(
  'Models',
  70,
  'Providers of models, beside those that MoltBot knows by itself.',
  group({
    mode: choice(['merge', 'replace'], 'Model Catalog Mode', {
      help: 'Adds to the known providers, or takes their place.',
    }),
    providers: named(
      group({
        baseUrl: text('Model Provider Base URL', { essential: true, placeholder: 'https://api.example.com/v1' }),
        apiKey: secret('Model Provider API Key', { essential: true }),
        api: text('Model Provider API'),
        auth: text('Model Provider Auth Mode'),
        headers: named(secret(), 'Model Provider Headers'),
        request: request(),
        models: list(
          group({
            id: text('Model Id'),
            name: text('Model Name'),
            contextWindow: whole('Context Window', { min: 1 }),
            maxTokens: whole('Output Limit', { min: 1 }),
            reasoning: flag('Reasoning'),
          }),
          'Models',
        ),
      }),
      'Model Providers',
      { help: 'Each provider by its id, with its address and key.' },
    ),
  }),
)

const media = (label: string) =>
  group({
    enabled: flag(`${label} Enabled`, { essential: true }),
    preferredModel: text(`${label} Model`, { essential: true }),
    maxBytes: whole(`${label} Limit (bytes)`),
    timeoutSeconds: whole(`${label} Timeout (s)`, { min: 1 }),
    prompt: text(`${label} Prompt`),
    request: request(),
  })

export const tools = section(
  'Tools',
  50,
  'What agents may do beside talking: commands, the web, files, other sessions.',
  group({
    profile: choice(['minimal', 'coding', 'messaging', 'full'], 'Tool Profile', {
      essential: true,
      help: 'A set of tools to begin with.',
    }),
    allow: list(text(), 'Allowed Tools', { help: 'Only these, when given.' }),
    alsoAllow: list(text(), 'Also Allowed Tools', { essential: true }),
    deny: list(text(), 'Denied Tools', { essential: true, help: 'Never these, whatever else is allowed.' }),
    exec: group(
      {
        host: choice(['auto', 'sandbox', 'gateway', 'node'], 'Exec Host', { essential: true }),
        mode: choice(['deny', 'allowlist', 'ask', 'auto', 'full'], 'Exec Mode', {
          essential: true,
          help: 'Which shell commands run without asking.',
        }),
        security: choice(['deny', 'allowlist', 'full'], 'Exec Security', { essential: true }),
        ask: choice(['off', 'on-miss', 'always'], 'Exec Ask', { essential: true }),
        node: text('Exec Node'),
        pathPrepend: list(text(), 'Exec PATH Prefix'),
        safeBins: list(text(), 'Exec Safe Programs', { essential: true }),
        safeBinTrustedDirs: list(text(), 'Exec Trusted Folders'),
        strictInlineEval: flag('Exec Strict Inline Code'),
        notifyOnExit: flag('Tell When Commands End'),
        grantExpiryDays: whole('Exec Grant Expiry (days)'),
        applyPatch: group({
          enabled: flag('Apply Patch Enabled'),
          workspaceOnly: flag('Apply Patch In Workspace Only'),
        }),
      },
      'Exec',
      { help: 'Shell commands of agents.' },
    ),
    fs: group({ workspaceOnly: flag('Files In Workspace Only', { essential: true }) }, 'Files'),
    web: group(
      {
        search: group({
          enabled: flag('Web Search Enabled', { essential: true }),
          provider: text('Web Search Provider', { essential: true }),
          maxResults: whole('Web Search Results', { min: 1 }),
          timeoutSeconds: whole('Web Search Timeout (s)', { min: 1 }),
          cacheTtlMinutes: number('Web Search Cache (min)'),
        }),
        fetch: group({
          enabled: flag('Web Fetch Enabled', { essential: true }),
          provider: text('Web Fetch Provider'),
          maxChars: whole('Web Fetch Characters', { min: 1 }),
          maxRedirects: whole('Web Fetch Redirects'),
          timeoutSeconds: whole('Web Fetch Timeout (s)', { min: 1 }),
          userAgent: text('Web Fetch User Agent'),
          headers: named(secret(), 'Web Fetch Headers'),
          readability: flag('Web Fetch Readability'),
        }),
      },
      'Web',
      { essential: true },
    ),
    media: group(
      { image: media('Image Understanding'), audio: media('Audio Understanding'), video: media('Video Understanding') },
      'Media',
    ),
    elevated: group({ enabled: flag('Elevated Tools'), allowFrom: named(list(text())) }, 'Elevated'),
    agentToAgent: group({ enabled: flag('Agent To Agent'), allow: list(text()) }, 'Agent To Agent'),
    sessions: group({ visibility: choice(['self', 'tree', 'agent', 'all'], 'Session Visibility') }),
    loopDetection: group({ enabled: flag('Tool-Loop Detection', { essential: true }) }),
    message: group({
      crossContext: group({ allowWithinProvider: flag(), allowAcrossProviders: flag() }, 'Messages To Other Chats'),
      broadcast: group({ enabled: flag('Broadcast') }),
    }),
  }),
)
