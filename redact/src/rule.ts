/** One kind of secret or personal datum, as data. */
export interface Rule {
  /** Unique; what counts and chips show. */
  readonly name: string
  /** What the mark says: `[redacted:<class>#a1]`. */
  readonly class: string
  /**
   * Flag `g`. Group 1, where there is one, is what gets replaced, and must end the match
   * (context after it belongs in a lookahead). Must pass `explainSlowPattern`.
   */
  readonly pattern: RegExp
  /** False: a harmless look-alike. A number: only so many characters belong to the secret. */
  readonly check?: (secret: string, text: string, from: number) => boolean | number
}

/** Where a rule hit: `start..end` with its context, `from..to` what is replaced. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
  readonly class: string
  /** Lower wins when matches overlap. */
  readonly rank: number
  /** The secret's identity when the text shows it in another form. */
  readonly secret?: string
}

/** Appends every match of the rule to `found`. */
export function matchRule(rule: Rule, rank: number, text: string, found: Match[]): void {
  const { pattern, check } = rule
  pattern.lastIndex = 0
  for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
    const end = hit.index + hit[0].length
    const secret = hit[1] ?? hit[0]
    const from = end - secret.length
    const verdict = check ? check(secret, text, from) : true
    if (!verdict || secret === '') {
      // a real secret may begin inside a look-alike, so go on from its beginning, not from its end
      pattern.lastIndex = Math.max(hit.index + 1, Math.min(from, end))
      continue
    }
    const to = verdict === true ? end : from + verdict
    found.push({ start: hit.index, end: to, from, to, class: rule.class, rank })
    pattern.lastIndex = to
  }
}
