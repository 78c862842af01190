import { LEFT } from '../boundary.ts'
import type { Rule } from '../rule.ts'

function id(name: string, pattern: RegExp, check?: Rule['check']): Rule {
  return { name, class: 'messaging-id', pattern, ...(check && { check }) }
}

/** How messengers name people, groups and sessions. */
export const messagingIds: readonly Rule[] = [
  id(
    'whatsapp-jid',
    /(?<!\d)\d{5,20}(?:[.:_-]\d{1,15}){0,2}(?:@|%40|\\u0040)(?:s\.whatsapp\.net|g\.us|lid|c\.us|newsletter|broadcast|hosted(?:\.lid)?)(?!\w)/gi,
  ),
  id(
    'messaging-id',
    /(?<![A-Za-z])(?:tg|telegram|whatsapp|wa|signal|discord|slack|imessage|sms)(?::[a-z_-]{1,16}){0,3}:([+@-]?[A-Za-z]{0,2}\d[\d.-]{3,24}\d)(?![\w.]{0,60}[A-Za-z])/gi,
  ),
  id(
    'chat-id',
    /(?:chat|sender|peer|guild|channel|group|user|from|recipient|author|member|wa)_?id(?:\\{0,7}["'])?\s{0,4}[:=]\s{0,4}(?:\\{0,7}["'])?(-?\d{7,20})(?![\w.])/gi,
  ),
  // as the interface of Telegram's bots writes them: {"chat":{"id":-100…}}
  id(
    'nested-chat-id',
    /(?:chat|from|user|sender_chat|sender|reply_to|contact)\\{0,7}"\s{0,4}:\s{0,4}\{\s{0,4}\\{0,7}"(?:id|user_id)\\{0,7}"\s{0,4}:\s{0,4}\\{0,7}"?(-?\d{5,20})(?!\w)/g,
  ),
  id(
    'slack-id',
    /(?<![A-Za-z0-9])[UWCDG]0[A-Z0-9]{7,10}(?![A-Za-z0-9])/g,
    (text) => /[A-Z].*[A-Z]/.test(text) && /\d/.test(text.slice(2)),
  ),
  id(
    'matrix-id',
    /(?<![\w.@/])[@!][A-Za-z0-9._=+-]{1,64}:[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,24}(?![\w])/g,
  ),
  id('told-chat-id', /(?<![A-Za-z])(?:chat|user|sender|peer|group|guild|member)(?: id)? (-?\d{8,20})(?![\w.:])/gi),
  id('discord-mention', /<(?:@[!&]?|#)(\d{15,20})(?=>)/g),
  id(
    'signal-group',
    /(?<![A-Za-z])(?:signal[:.]group[:.]|group\.)([A-Za-z0-9+/_=-]{20,})/g,
    (text) => /\d/.test(text) && /[A-Z]/.test(text),
  ),
  id(
    'teams-thread',
    /(?<!\w)(?:19:[\w-]{8,128}@(?:thread\.(?:v2|tacv2|skype)|unq\.gbl\.spaces)|29:1[\w-]{20,128}|8:orgid:[0-9a-f-]{36})/g,
  ),
  id('line-id', /(?<![A-Za-z0-9])[UCR][0-9a-f]{32}(?![A-Za-z0-9])/g),
  id('feishu-id', new RegExp(`${LEFT}o[cnu]_[0-9a-f]{32}(?![0-9a-f])`, 'g')),
  id('imessage-guid', /(?:iMessage|SMS|RCS|any);[+-];([^\s"'\\,;<>]{4,})/g),
  id('google-chat-space', /(?<![\w.])spaces\/(AAAA?[\w-]{7,})/g),
]
