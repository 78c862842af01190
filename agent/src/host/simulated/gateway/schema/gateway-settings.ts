import { choice, flag, group, list, named, number, secret, section, text, whole } from './setting.ts'

export const gateway = section(
  'Gateway',
  30,
  'The server that channels, apps and this console talk to: where it listens and who may use it.',
  group({
    port: whole('Gateway Port', {
      min: 1,
      max: 65_535,
      essential: true,
      help: 'TCP port of the gateway. Pick one that nothing else on this host uses.',
    }),
    mode: choice(['local', 'remote'], 'Gateway Mode', {
      essential: true,
      help: 'Whether channels and agents run here (local) or on another gateway (remote).',
    }),
    bind: choice(['auto', 'lan', 'loopback', 'custom', 'tailnet'], 'Gateway Bind Mode', {
      essential: true,
      help: 'Which network interfaces it listens on. Loopback keeps it to this machine.',
    }),
    customBindHost: text('Gateway Custom Bind Host', { help: 'IPv4 address for the bind mode custom.' }),
    publicOrigin: text('Gateway Public Origin', {
      placeholder: 'https://gateway.example.com',
      help: 'Where the gateway is reached from outside, without a path.',
    }),
    auth: group(
      {
        mode: choice(['none', 'token', 'password', 'trusted-proxy'], 'Gateway Auth Mode', {
          essential: true,
          help: 'How clients prove who they are. Anything but loopback needs one of the others than none.',
        }),
        token: secret('Gateway Token', { essential: true, help: 'Shared secret of the mode token.' }),
        password: secret('Gateway Password', { essential: true, help: 'Shared secret of the mode password.' }),
        allowTailscale: flag('Gateway Auth Allow Tailscale Identity', {
          help: 'Takes the identity that Tailscale proves.',
        }),
        identityScopes: named(list(text()), 'Gateway Identity Scope Grants', {
          help: 'Scopes granted by proven identity.',
        }),
        rateLimit: group(
          {
            maxAttempts: number('Failed Attempts', { help: 'Failed attempts before a client has to wait.' }),
            windowMs: number('Attempt Window (ms)'),
            lockoutMs: number('Lockout (ms)'),
            exemptLoopback: flag('Exempt Loopback'),
          },
          'Gateway Auth Rate Limit',
          { help: 'Slows down whoever guesses secrets.' },
        ),
        trustedProxy: group(
          {
            userHeader: text('User Header', { essential: true, placeholder: 'x-forwarded-user' }),
            requiredHeaders: list(text(), 'Required Headers'),
            allowUsers: list(text(), 'Allowed Users', { essential: true }),
            allowLoopback: flag('Allow Loopback'),
          },
          'Gateway Trusted Proxy Auth',
          { help: 'Which header of the proxy in front names the user.' },
        ),
      },
      'Gateway Auth',
      { help: 'Who may connect to the gateway.' },
    ),
    controlUi: group(
      {
        enabled: flag('Control UI Enabled', { help: 'Serves the web page of MoltBot itself.' }),
        basePath: text('Control UI Base Path', {
          placeholder: '/openclaw',
          help: 'Path below which the page is served.',
        }),
        root: text('Control UI Assets Root', { help: 'Folder with the files of the page, for development.' }),
        allowedOrigins: list(text(), 'Control UI Allowed Origins', { help: 'Other origins that may open the page.' }),
        allowExternalEmbedUrls: flag('Allow External Embeds'),
        automaticallyFetchFavicons: flag('Fetch Favicons'),
        sessionObserver: flag('Session Observer'),
        embedSandbox: choice(['strict', 'scripts', 'trusted'], 'Embed Sandbox'),
        dangerouslyDisableDeviceAuth: flag(null, { help: 'Lets browsers in without a paired device. Dangerous.' }),
        dangerouslyAllowHostHeaderOriginFallback: flag(null, {
          help: 'Trusts the Host header as the origin. Dangerous.',
        }),
        github: group({ token: secret('GitHub Token') }, 'Control UI GitHub'),
        environment: group({ label: text('Environment Label'), color: text('Environment Color') }, 'Environment Badge'),
      },
      'Control UI',
    ),
    reload: group(
      {
        mode: choice(['off', 'hybrid'], 'Config Reload Mode', {
          help: 'Whether edits of the file are applied while it runs.',
        }),
      },
      'Config Reload',
    ),
    remote: group(
      {
        url: text('Remote Gateway URL', { essential: true, placeholder: 'ws://host:18789' }),
        transport: choice(['ssh', 'direct'], 'Remote Gateway Transport', { essential: true }),
        remotePort: whole('Remote Gateway Port', { min: 1, max: 65_535 }),
        token: secret('Remote Gateway Token', { essential: true }),
        password: secret('Remote Gateway Password', { essential: true }),
        tlsFingerprint: text('Remote Gateway TLS Fingerprint', { essential: true, placeholder: 'sha256:…' }),
        sshTarget: text('Remote Gateway SSH Target', { essential: true, placeholder: 'user@host' }),
        sshIdentity: text('Remote Gateway SSH Identity'),
        sshHostKeyPolicy: choice(['strict', 'openssh'], 'Remote Gateway SSH Host-Key Policy'),
      },
      'Remote Gateway',
      { help: 'The gateway that the mode remote connects to.' },
    ),
    tls: group(
      {
        enabled: flag('Gateway TLS Enabled'),
        autoGenerate: flag('Gateway TLS Self-Signed'),
        certPath: text('Gateway TLS Certificate'),
        keyPath: text('Gateway TLS Key'),
        caPath: text('Gateway TLS CA'),
      },
      'Gateway TLS',
    ),
    tailscale: group(
      { mode: choice(['off', 'serve', 'funnel'], 'Tailscale Mode', { essential: true }), preserveFunnel: flag() },
      'Tailscale',
    ),
    trustedProxies: list(text(), 'Trusted Proxy CIDRs', {
      essential: true,
      help: 'Proxies whose forwarding headers count.',
    }),
    allowRealIpFallback: flag('Allow X-Real-IP'),
    tools: group({ allow: list(text()), deny: list(text()) }, 'Gateway Tools'),
    terminal: group({ enabled: flag('Web Terminal'), shell: text('Terminal Shell') }, 'Terminal'),
    http: group(
      {
        endpoints: group({
          chatCompletions: group({ enabled: flag('Chat Completions Endpoint') }),
          responses: group({ enabled: flag('Responses Endpoint') }),
        }),
        securityHeaders: group({ strictTransportSecurity: text('Strict-Transport-Security') }),
      },
      'Gateway HTTP',
    ),
    nodes: group(
      {
        browser: group({
          mode: choice(['auto', 'manual', 'off'], 'Node Browser Mode'),
          node: text('Node For Browser'),
        }),
        pairing: group({ autoApproveLocal: flag('Pair Local Nodes'), autoApproveCidrs: list(text()) }),
        commands: group({ allow: list(text()), deny: list(text()) }, 'Node Commands'),
        allowSkills: flag('Node Skills'),
      },
      'Nodes',
    ),
    portals: group({
      ingress: group({ domain: text('Portal Domain'), port: whole('Portal Port', { min: 1, max: 65_535 }) }),
    }),
    push: group({ apns: group({ relay: group({ baseUrl: text('Push Relay URL') }) }) }),
    roles: group({ default: text('Default Role'), definitions: named(group({ scopes: list(text()) })) }, 'Roles'),
    cliAgents: group({ enabled: flag('CLI Agents Enabled', { essential: true }) }),
  }),
)
