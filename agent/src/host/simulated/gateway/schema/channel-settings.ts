import {
  choice,
  flag,
  group,
  list,
  named,
  number,
  person,
  type Setting,
  secret,
  section,
  text,
  whole,
} from './setting.ts'

const groupPolicies = ['open', 'disabled', 'allowlist'] as const

/** What every messenger has; `label` begins the labels. */
const common = (label: string): Record<string, Setting> => ({
  name: text(`${label} Name`),
  enabled: flag(`${label} Enabled`, { essential: true }),
  configWrites: flag(`${label} May Write Config`),
  dmPolicy: choice(['pairing', 'allowlist', 'open', 'disabled'], `${label} Direct Messages`, {
    essential: true,
    help: 'Who may write to it directly: paired people, a list, everybody or nobody.',
  }),
  allowFrom: list(person(), `${label} Allowed Senders`, { essential: true }),
  defaultTo: text(`${label} Default Recipient`),
  groupPolicy: choice(groupPolicies, `${label} Groups`, { essential: true, help: 'Which groups it answers in.' }),
  groupAllowFrom: list(person(), `${label} Allowed Group Senders`),
  contextVisibility: choice(['all', 'allowlist', 'allowlist_quote'], `${label} Context Visibility`),
  historyLimit: whole(`${label} History Limit`),
  dmHistoryLimit: whole(`${label} Direct History Limit`),
  textChunkLimit: whole(`${label} Text Chunk`, { min: 1 }),
  mediaMaxMb: number(`${label} Media Limit (MB)`),
  responsePrefix: text(`${label} Response Prefix`),
  replyToMode: choice(['off', 'first', 'all', 'batched'], `${label} Reply Mode`),
})

const messenger = (label: string, own: Record<string, Setting>): Setting =>
  group(
    { ...common(label), ...own, accounts: named(group({ ...common(label), ...own })), defaultAccount: text() },
    label,
    {
      essential: true,
    },
  )

export const channels = section(
  'Messaging Channels',
  150,
  'The messengers through which people reach MoltBot.',
  group(
    {
      defaults: group({
        groupPolicy: choice(groupPolicies, 'Default Group Policy'),
        contextVisibility: choice(['all', 'allowlist', 'allowlist_quote'], 'Default Context Visibility'),
      }),
      modelByChannel: named(named(text()), 'Model By Channel'),
      telegram: messenger('Telegram', {
        botToken: secret('Telegram Bot Token', { essential: true, help: 'The token that BotFather gives.' }),
        tokenFile: text('Telegram Token File'),
        groups: named(group({ requireMention: flag('Only When Mentioned'), allowFrom: list(person()) })),
        webhookUrl: text('Telegram Webhook URL'),
        webhookSecret: secret('Telegram Webhook Secret'),
        webhookPort: whole('Telegram Webhook Port', { min: 1, max: 65_535 }),
        proxy: text('Telegram Proxy'),
        linkPreview: flag('Telegram Link Preview'),
        reactionLevel: choice(['off', 'ack', 'minimal', 'extensive'], 'Telegram Reactions'),
      }),
      discord: messenger('Discord', {
        token: secret('Discord Token', { essential: true }),
        applicationId: text('Discord Application Id'),
        guilds: named(group({ requireMention: flag(), users: list(text()) })),
        allowBots: flag('Discord Bots'),
        maxLinesPerMessage: whole('Discord Lines Per Message', { min: 1 }),
      }),
      slack: messenger('Slack', {
        botToken: secret('Slack Bot Token', { essential: true }),
        appToken: secret('Slack App Token', { essential: true }),
        userToken: secret('Slack User Token'),
        signingSecret: secret('Slack Signing Secret'),
        mode: choice(['socket', 'http'], 'Slack Mode'),
      }),
      whatsapp: messenger('WhatsApp', {
        sendReadReceipts: flag('WhatsApp Read Receipts'),
        selfChatMode: flag('WhatsApp Self Chat'),
      }),
      signal: messenger('Signal', { account: text('Signal Number'), httpUrl: text('Signal Service URL') }),
      matrix: messenger('Matrix', {
        homeserver: text('Matrix Server', { essential: true }),
        accessToken: secret('Matrix Access Token', { essential: true }),
        password: secret('Matrix Password'),
      }),
      irc: messenger('IRC', {
        host: text('IRC Server', { essential: true }),
        port: whole('IRC Port', { min: 1, max: 65_535 }),
        nick: text('IRC Nick'),
        password: secret('IRC Password'),
      }),
    },
    null,
    { isOpen: true },
  ),
)
