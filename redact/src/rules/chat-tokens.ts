import { LEFT } from '../boundary.ts'
import { looksRandom } from '../checks.ts'
import type { Rule } from '../rule.ts'

/** Tokens of chat platforms and the webhook addresses that carry their secret. */
export const chatTokens: readonly Rule[] = [
  {
    name: 'telegram-token',
    class: 'telegram-token',
    // the API puts "bot" straight before the digits, so only a digit may not stand there
    pattern: /(?<!\d)\d{6,14}(?::|%3[Aa])[A-Za-z0-9_-]{20,}/g,
    check: (token) => /[A-Za-z]/.test(token.replace(/%3a/i, '')),
  },
  {
    name: 'discord-token',
    class: 'discord-token',
    pattern: new RegExp(
      `${LEFT}(?:[MNO][A-Za-z0-9_-]{21,30}\\.[A-Za-z0-9_-]{5,8}\\.[A-Za-z0-9_-]{25,}|mfa\\.[A-Za-z0-9_-]{60,})`,
      'g',
    ),
    check: looksRandom,
  },
  {
    name: 'slack-token',
    class: 'slack-token',
    pattern: new RegExp(`${LEFT}(?:xox[a-z](?:\\.xox[a-z])?|xapp)-[A-Za-z0-9-]{10,}`, 'g'),
    check: (token) => /\d/.test(token),
  },
  {
    name: 'matrix-token',
    class: 'matrix-token',
    pattern: new RegExp(`${LEFT}(?:sy[tr]|mc[tr])_[A-Za-z0-9_=-]{16,}`, 'g'),
    check: looksRandom,
  },
  {
    name: 'slack-webhook',
    class: 'webhook-url',
    pattern: /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9/_-]{6,})/g,
  },
  {
    name: 'discord-webhook',
    class: 'webhook-url',
    pattern: /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/([0-9]{5,25}\/[A-Za-z0-9_-]{8,})/g,
  },
  {
    name: 'hosted-webhook',
    class: 'webhook-url',
    pattern:
      /(?:webhook\.office\.com\/webhookb2|hooks\.zapier\.com\/hooks\/catch|maker\.ifttt\.com\/trigger\/[\w-]{1,80}\/(?:json\/)?with\/key|ntfy\.sh|hooks\.n8n\.cloud|open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/v2\/hook)\/([^\s"'<>\\]{6,})/g,
  },
  {
    name: 'webhook-path',
    class: 'webhook-url',
    pattern:
      /:\/\/[^\s"'<>/\\]{1,253}\/(?:[\w.~-]{1,60}\/){0,4}(?:web)?hooks?(?:-test)?\/((?:[\w.~-]{1,60}\/){0,3}[\w.~-]{16,})/g,
    check: looksRandom,
  },
]
