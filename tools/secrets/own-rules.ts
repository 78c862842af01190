export interface Finding {
  rule: string
  line: number
}

interface Rule {
  name: string
  shape: RegExp
}

/** Shapes that the preset does not know, or misses in some spellings; each needs enough of a body to be a real one. */
const rules: readonly Rule[] = [
  { name: 'AWS key id', shape: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/ },
  { name: 'AWS secret key', shape: /aws.{0,24}secret.{0,24}['"= ][A-Za-z0-9/+]{40}\b/i },
  { name: 'private key', shape: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/=]{32}/ },
  { name: 'JSON web token', shape: /\beyJ[\w-]{12,}\.eyJ[\w-]{12,}\.[\w-]{20,}/ },
  { name: 'Telegram bot token', shape: /\b\d{8,10}:AA[\w-]{33}\b/ },
  { name: 'model provider key', shape: /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/ },
  { name: 'Google key', shape: /\bAIza[\w-]{35}\b/ },
  { name: 'npm auth token', shape: /_authToken\s*=\s*(?!\$\{)[\w-]{20,}/ },
]

export function ownFindings(text: string): Finding[] {
  return rules.flatMap(({ name, shape }) => {
    const everywhere = new RegExp(shape, `${shape.flags}g`)
    return [...text.matchAll(everywhere)].map(({ index }) => ({ rule: name, line: lineOf(text, index) }))
  })
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
