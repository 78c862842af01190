/** Names of upstream's services, today's and those of its earlier products, with `-<profile>` or `.<profile>` behind them. */
export const systemdUnit = /^(?:openclaw|moltbot|clawdbot)-gateway(?:-[\w.-]+)?\.service$/
export const launchdPlist = /^(?:ai\.openclaw|com\.openclaw|bot\.molt|com\.clawdbot)\.[\w.-]+\.plist$/

/** Images of MoltBot on any registry: `ghcr.io/openclaw/openclaw:2026.9.6`, `openclaw/openclaw`, `moltbot/moltbot` … */
export const containerImage = /(?:^|\/)(?:openclaw|moltbot|clawdbot)(?:[:@].*)?$/
