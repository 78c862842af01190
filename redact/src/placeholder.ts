// what stands after "token:" in messages, and in a config that does not hold the secret itself
const WORDS = new Set(
  `true false null none nil undefined missing mismatch mismatched expired invalid required unset set not is was has are
  rejected accepted ok okay changed rotated unknown empty present absent failed failure error denied revoked refreshed
  loaded saved found valid verified configured unconfigured enabled disabled optional must should cannot may will via
  from for and or the a an in of to on if no yes wrong incorrect redacted hidden masked token string number
  boolean auto default env file keychain inherit never always basic bearer plain sha256 prompt ask supplied provided
  received issued created generated matched unchanged rotation rotating only already used using unused read write`.split(
    /\s+/,
  ),
)

// `${NAME}`, `$NAME`, `%NAME%`, `{{name}}`, `<your-token>`, `env:NAME`, and the bare `$` that is left of a cut `$(…)`
const REFERENCE =
  /^(?:\$|\$\{[A-Za-z_][\w:.-]*\}?|\$[A-Z_][A-Z0-9_]{2,}|%[A-Z_]{3,}%|\{\{[^}]*\}\}|<[a-z][a-z _-]*>|(?:env|file|vault|keyring|op):\S*|process\.env\S*|os\.environ\S*)$/
const MASKED =
  /^(?:[*•xX.…-]{3,}|[[<(](?:secret|redacted|hidden|filtered|masked|circular|too large|\d{1,15} bytes)[\])>])$/

/** True for a value that only stands where a secret would: a word of prose, a reference, a mask. */
export function isPlaceholder(value: string): boolean {
  const bare = value.trim()
  return (
    bare === '' || WORDS.has(bare.toLowerCase().replace(/[.:!?]$/, '')) || REFERENCE.test(bare) || MASKED.test(bare)
  )
}
