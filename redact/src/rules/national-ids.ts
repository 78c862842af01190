import { isCpf, isFrenchSocialSecurity, isSpanishId, passesVerhoeff } from '../checks-of-ids.ts'
import type { Rule } from '../rule.ts'

function id(name: string, pattern: RegExp, check?: Rule['check']): Rule {
  return { name, class: 'national-id', pattern, ...(check && { check }) }
}

/** Numbers that states give to people, in their usual form; others only behind their name. */
export const nationalIds: readonly Rule[] = [
  id('us-social-security', /(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g),
  id(
    'uk-national-insurance',
    /(?<![A-Za-z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Za-z0-9])/g,
  ),
  id('spain-dni', /(?<![A-Za-z0-9.-])(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z](?![A-Za-z0-9-])/g, isSpanishId),
  id('italy-codice-fiscale', /(?<![A-Za-z0-9])[A-Z]{6}\d{2}[ABCDEHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Za-z0-9])/g),
  id(
    'france-social-security',
    /(?<![\w.-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?![\w-]|\.\d)/g,
    isFrenchSocialSecurity,
  ),
  id('brazil-cpf', /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g, isCpf),
  id('india-aadhaar', /(?<![\w.-])[2-9]\d{3} \d{4} \d{4}(?![\w-]|\.\d| \d)/g, passesVerhoeff),
  id('india-pan', /(?<![A-Za-z0-9])[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?![A-Za-z0-9])/g),
  id(
    'named-national-id',
    /(?<![A-Za-z])(?:ssn|social security(?: (?:number|no))?|national[ _-]?(?:id|insurance)|nino|tax[ _-]?id|tin|steuer-?id(?:nummer)?|passport|personnummer|pesel|bsn|cpf|curp|nif|dni|nie|aadhaar|svnr|ahv)(?:[ _-]?(?:number|no|nr))?[\s"'`\\:=#.]{1,6}([A-Z]{0,4}\d(?:[ ./-]?[A-Z0-9]){6,20})(?![\w-])/gi,
    (value) => (value.match(/\d/g) ?? []).length >= 6,
  ),
]
