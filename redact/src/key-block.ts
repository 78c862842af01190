import type { Marks } from './marks.ts'

/** A forged BEGIN hides no more of a log than this. */
export const MOST_BODY_LINES = 200

const BEGIN =
  /-{4,5} ?BEGIN (?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|PGP MESSAGE|OpenVPN Static key V1) ?-{4,5}|PuTTY-User-Key-File-\d{1,2}: |Private-Lines: \d{1,4}/
const END =
  /-{4,5} ?END (?:[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?|PGP MESSAGE|OpenVPN Static key V1) ?-{4,5}|Private-MAC: [0-9a-f]{1,128}/
const PUBLIC_BEGIN =
  /-----BEGIN (?:CERTIFICATE(?: REQUEST)?|[A-Z0-9 ]{0,20}PUBLIC KEY|X509 CRL|PKCS7|CMS|SSH SIGNATURE)(?: BLOCK)?-----/
const PUBLIC_END = /-----END /

// straight after BEGIN, in one line with it: headers of an encrypted key, escaped line breaks and runs of base64
const BODY_IN_LINE =
  /(?:(?:\\{1,8}[nr]|%0[AaDd]|[\s"'+,]){0,12}(?:(?:Proc-Type|DEK-Info|Comment|Version|Encryption)(?::|%3A) ?[\w.,@+-]{1,120}|[A-Za-z0-9+/]{16,}={0,2}|=[A-Za-z0-9+/]{4}))*(?:(?:\\{1,8}[nr]){1,2}[A-Za-z0-9+/=]{1,15})?/y
const HEADER_LINE =
  /^(?:Proc-Type|DEK-Info|Comment|Version|Encryption|Public-Lines|Private-Lines|Key-Derivation|Argon2-[A-Za-z]{1,12}|Hash|Charset):/
const BODY_LINE = /^=?[A-Za-z0-9+/]{1,}={0,2}$/
const LONG_RUN = /[A-Za-z0-9+/]{40,}={0,2}/g
// the widths that PEM, OpenSSH and PGP wrap at: a tail may begin in the middle of a key
const WRAPPED = new Set([64, 70, 76])

/** What a line holds that means anything to key blocks while none is open. A line without any comes back as it was. */
export const MULTI_LINE: readonly RegExp[] = [BEGIN, /-----(?:BEGIN|END) /, /^\s{0,1000}[A-Za-z0-9+/=]{64}/]

/** Hides private keys over several lines. Give it every line in order; what is no key comes back as it was. */
export interface KeyBlocks {
  line(text: string): string
  /** True while lines are hidden that might show nothing by themselves. */
  isOpen(): boolean
}

interface OpenBlock {
  readonly mark: string
  /** What stood before BEGIN (a log prefix) is expected before every line of the body. */
  readonly indent: number
  lines: number
}

export function createKeyBlocks(marks: Marks): KeyBlocks {
  let open: OpenBlock | undefined
  let insidePublic = false

  const body = (block: OpenBlock, text: string): string | undefined => {
    block.lines += 1
    if (block.lines > MOST_BODY_LINES) return undefined
    const bare = text.trim()
    if (bare === '' || bare === block.mark) return text
    const inner = text
      .slice(block.indent)
      .trim()
      .replace(/^["']|(?:\\n)?["'],?$/g, '')
    for (const candidate of [inner, bare]) {
      if (BODY_LINE.test(candidate) || HEADER_LINE.test(candidate)) return text.replace(candidate, () => block.mark)
    }
    const hidden = text.replaceAll(LONG_RUN, block.mark)
    return hidden === text ? undefined : hidden
  }

  const begin = (text: string): string => {
    let out = ''
    let rest = text
    for (let hit = BEGIN.exec(rest); hit; hit = BEGIN.exec(rest)) {
      const after = hit.index + hit[0].length
      const end = END.exec(rest.slice(after))
      if (end) {
        const to = after + end.index + end[0].length
        out += rest.slice(0, hit.index) + marks.of('private-key', rest.slice(hit.index, to))
        rest = rest.slice(to)
        continue
      }
      const mark = marks.fresh('private-key')
      open = { mark, indent: out.length + hit.index, lines: 0 }
      BODY_IN_LINE.lastIndex = after
      const to = after + (BODY_IN_LINE.exec(rest)?.[0].length ?? 0)
      const beyond = hit[0].startsWith('-') ? rest.slice(to) : ''
      return out + rest.slice(0, hit.index) + mark + beyond
    }
    return out + rest
  }

  return {
    isOpen: () => open !== undefined,
    line(text) {
      if (open) {
        const block = open
        const end = END.exec(text)
        if (end) {
          open = undefined
          const to = end.index + end[0].length
          const before = text.slice(0, end.index)
          const hidden = before.trim() === '' ? before : (body(block, before) ?? before)
          return `${hidden}${block.mark}${begin(text.slice(to))}`
        }
        const hidden = BEGIN.test(text) ? undefined : body(block, text)
        if (hidden !== undefined) return hidden
        open = undefined
        // said in the text, so that a cut block is not taken for a whole one
        if (block.lines > MOST_BODY_LINES) return `${marks.fresh('private-key-cut')} ${begin(text)}`
      }
      if (text.includes('-----')) {
        if (PUBLIC_BEGIN.test(text)) insidePublic = !PUBLIC_END.test(text)
        else if (PUBLIC_END.test(text)) insidePublic = false
      }
      if (text.includes('BEGIN') || text.includes('PuTTY-') || text.includes('Private-Lines')) return begin(text)
      const bare = text.trim()
      if (insidePublic || !WRAPPED.has(bare.length) || !isKeyMaterial(bare)) return text
      open = { mark: marks.fresh('private-key'), indent: 0, lines: 1 }
      return text.replace(bare, () => open?.mark ?? '')
    },
  }
}

/** A whole line of mixed base64, which a hexadecimal digest is not. */
function isKeyMaterial(bare: string): boolean {
  return (
    BODY_LINE.test(bare) &&
    /[a-z]/.test(bare) &&
    /[A-Z]/.test(bare) &&
    /\d|[+/]/.test(bare) &&
    !/^[0-9a-fA-F]+$/.test(bare)
  )
}
