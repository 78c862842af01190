/** What MoltBot does when a setting changes: nothing until it reads it again, apply it while it runs, or restart. */
export type Effect = 'none' | 'hot' | 'restart'

/**
 * Which changes MoltBot applies while it runs, as prefixes of dotted paths. The longest one counts, and what none of them
 * names needs a restart.
 * Source: the policies of `src/gateway/config-reload-plan.ts` in the package `openclaw` 2026.9.6, the prefixes that its
 * browser and channel plugins register, and its page "Config hot reload"; compared with the `reloadKind` that
 * `config.schema.lookup` of a running gateway tells for every setting. Where that depends on the channels that are
 * loaded, the stronger effect stands here.
 */
export const reloadRules: Readonly<Record<Effect, string>> = {
  none: `
    gateway.remote gateway.reload
    meta identity wizard logging agents bindings audio agent routing messages session talk skills secrets tui ui
  `,
  hot: `
    agents.defaults agents.entries agents.ownership agent.heartbeat models session.scope session.store
    skills.workshop.autonomous.mode cron hooks transcripts talk.provider talk.realtime.provider
    tools approvals.exec approvals.plugin auth.order auth.profiles broadcast memory.citations worktreeRoot
    worktreeAcceleration security.audit.suppressions security.installPolicy acp attachments.ttlHours
    update.checkOnStart update.channel update.auto.enabled telemetry.enabled telemetry.consentedAt
    plugins channels mcp mcp.apps.sandboxOrigin desktop.host cloudWorkers
    messages.inbound messages.ackReactionScope commands accessGroups tts surfaces
    diagnostics.enabled diagnostics.cacheTrace.enabled diagnostics.flags discovery.mdns.mode
    gateway.publicOrigin gateway.http.endpoints gateway.http.securityHeaders.strictTransportSecurity gateway.tools
    gateway.cliAgents gateway.terminal gateway.roles gateway.trustedProxies gateway.allowRealIpFallback
    gateway.push.apns.relay gateway.auth.rateLimit gateway.auth.allowTailscale gateway.auth.identityScopes
    gateway.auth.trustedProxy gateway.nodes.browser gateway.nodes.pairing gateway.nodes.commands
    gateway.nodes.pluginTools.enabled gateway.nodes.allowSkills
    gateway.controlUi.enabled gateway.controlUi.environment gateway.controlUi.communityInvite gateway.controlUi.github
    gateway.controlUi.sessionObserver gateway.controlUi.embedSandbox gateway.controlUi.allowExternalEmbedUrls
    gateway.controlUi.automaticallyFetchFavicons gateway.controlUi.experimental.customPlugins
    gateway.controlUi.allowedOrigins gateway.controlUi.dangerouslyAllowHostHeaderOriginFallback
    browser.enabled browser.evaluateEnabled browser.ssrfPolicy browser.extensionRelay.allowLegacyAuth browser.profiles
    browser.defaultProfile browser.headless browser.executablePath browser.attachOnly browser.cdpUrl browser.noSandbox
    browser.extraArgs browser.snapshotDefaults browser.tabCleanup browser.allowSystemProfileImport
  `,
  restart: `
    gateway discovery mcp.apps secrets.egressProxy gateway.portals gateway.auth.token gateway.auth.password
  `,
}

/** What 2026.9.4 still restarts for, by the same source in that package. */
export const restartsBefore = {
  version: '2026.9.6',
  prefixes: `
    plugins.load plugins.installs gateway.controlUi.experimental.customPlugins gateway.roles gateway.trustedProxies
    gateway.allowRealIpFallback gateway.auth.allowTailscale gateway.auth.identityScopes gateway.auth.trustedProxy
    desktop.host cloudWorkers transcripts acp worktreeAcceleration
  `,
}

/** Hot as long as the way to log in stays the same. */
export const credentialPaths: ReadonlySet<string> = new Set(['gateway.auth.token', 'gateway.auth.password'])
