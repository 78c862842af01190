import { LEFT } from '../boundary.ts'
import { looksRandom } from '../checks.ts'
import type { Rule } from '../rule.ts'

/** A key that announces itself: a literal beginning and a body. */
function key(name: string, pattern: string, check?: Rule['check']): Rule {
  return { name, class: name, pattern: new RegExp(`${LEFT}(?:${pattern})`, 'g'), ...(check && { check }) }
}

const isKeyLike = (text: string) => /\d/.test(text) || text.length >= 48

/** Keys and tokens of model providers, clouds, code hosts, package registries and payment services. */
export const platformKeys: readonly Rule[] = [
  key('anthropic-key', 'sk-ant-[A-Za-z0-9_-]{12,}'),
  key('openai-key', '(?:sk|sess)-(?:proj-|svcacct-|admin-|or-v1-|or-)?[A-Za-z0-9_-]{16,}', isKeyLike),
  key('google-key', 'AIza[A-Za-z0-9_-]{30,}'),
  key('google-oauth', 'ya29\\.[A-Za-z0-9_.-]{16,}|GOCSPX-[A-Za-z0-9_-]{16,}|1//0[A-Za-z0-9_-]{24,}'),
  key('huggingface-token', '(?:hf|api_org)_[A-Za-z0-9]{20,}'),
  key(
    'model-provider-key',
    'gsk_[A-Za-z0-9]{20,}|xai-[A-Za-z0-9_-]{20,}|pplx-[A-Za-z0-9]{20,}|r8_[A-Za-z0-9]{20,}|nvapi-[A-Za-z0-9_-]{20,}|tgp_v1_[A-Za-z0-9_-]{20,}|csk-[A-Za-z0-9]{20,}|tvly-[A-Za-z0-9_-]{16,}|jina_[A-Za-z0-9_-]{20,}|fw_[A-Za-z0-9]{20,}|fc-[0-9a-f]{32,}|sk_[0-9a-f]{40,}|BSA[A-Za-z0-9_-]{24,}|ABSK[A-Za-z0-9+/=]{32,}|key_[0-9a-f]{32,}|e2b_[0-9a-f]{32,}',
    looksRandom,
  ),
  key('github-token', '(?:gh[pousr]|github_pat)_[A-Za-z0-9_]{20,}'),
  key('gitlab-token', 'gl(?:pat|oas|dt|rtr?|cbt|ptt|ft|imt|agent|soat|ffct)-[A-Za-z0-9_.-]{16,}'),
  key('npm-token', 'npm_[A-Za-z0-9]{30,}'),
  key('pypi-token', 'pypi-[A-Za-z0-9_-]{32,}', looksRandom),
  key(
    'registry-token',
    'dckr_[a-z]{3,4}_[A-Za-z0-9_-]{20,}|rubygems_[0-9a-f]{32,}|cio[A-Za-z0-9]{32}(?![A-Za-z0-9])|oy2[a-z0-9]{43}(?![a-z0-9])',
    looksRandom,
  ),
  key('aws-key-id', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16,}', (text) => /\d|[A-Z]{20}/.test(text)),
  key('stripe-key', '(?:[srp]k|rk)_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/_=-]{16,}'),
  key('sendgrid-key', 'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,}'),
  key(
    'mail-service-key',
    'key-[0-9a-f]{32}(?![0-9a-f])|[0-9a-f]{32}-us[0-9]{1,2}(?![0-9])|xkeysib-[0-9a-f]{32}[A-Za-z0-9-]*|re_[A-Za-z0-9]{8}_[A-Za-z0-9]{16,}|mlsn\\.[0-9a-f]{32,}',
  ),
  key('twilio-key', 'SK[0-9a-f]{32}(?![0-9a-f])'),
  key(
    'cloud-token',
    'do[opr]_v1_[0-9a-f]{32,}|dapi[0-9a-f]{32}(?:-[0-9])?|HRKU-[A-Za-z0-9_-]{24,}|sbp_[0-9a-f]{32,}|sb_secret_[A-Za-z0-9_-]{16,}|pscale_[a-z]{2,5}_[A-Za-z0-9_.-]{24,}|nfp_[A-Za-z0-9]{24,}|vcp_[A-Za-z0-9]{20,}|cfut_[A-Za-z0-9]{24,}|v1\\.0-[0-9a-f]{24}-[0-9a-f]{64,}|fo1_[A-Za-z0-9_-]{24,}|fm2_[A-Za-z0-9+/=]{24,}|tskey-[a-z]{3,10}-[A-Za-z0-9-]{16,}|pul-[0-9a-f]{40}|rnd_[A-Za-z0-9]{24,}|rlwy_[A-Za-z0-9_-]{20,}',
    looksRandom,
  ),
  key(
    'service-token',
    'shp(?:at|ss|ca|pa|tka)_[A-Za-z0-9]{24,}|lin_(?:api|oauth)_[A-Za-z0-9]{24,}|ntn_[A-Za-z0-9]{24,}|secret_[A-Za-z0-9]{32,}|figd_[A-Za-z0-9_-]{24,}|sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{20,}|EAA[A-Za-z0-9]{40,}|gl(?:sa|c)_[A-Za-z0-9+/=_-]{24,}|sntry[us]_[A-Za-z0-9+/=_-]{24,}|NRAK-[A-Z0-9]{20,}|PMAK-[A-Za-z0-9-]{24,}|dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9._-]{24,}|hv[sbr]\\.[A-Za-z0-9_-]{20,}|pat[A-Za-z0-9]{14}\\.[0-9a-f]{40,}|AT[AC]TT3[A-Za-z0-9_=-]{24,}|ph[cx]_[A-Za-z0-9]{24,}|ops_[A-Za-z0-9_-]{40,}|dt0c01\\.[A-Z0-9]{16,32}\\.[A-Z0-9]{32,}',
    looksRandom,
  ),
  key('age-key', 'AGE-SECRET-KEY-1[A-Z0-9]{40,}|AGE-PLUGIN-[A-Z0-9-]{1,30}-1[A-Z0-9]{16,}'),
  key(
    'cloud-secret',
    '[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}|LTAI[A-Za-z0-9]{12,}|AKID[A-Za-z0-9]{13,}|napi_[a-z0-9]{40,}|mdb_sa_sk_[A-Za-z0-9_-]{20,}|hcaik_[a-z0-9_]{24,}|ATBB[A-Za-z0-9]{24,}|sl\\.[uB]\\.?[A-Za-z0-9_-]{60,}|[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{40,}|AKCp[A-Za-z0-9]{50,}|pa-[A-Za-z0-9_-]{40,}|access_token\\$(?:production|sandbox)\\$[0-9a-z]{16}\\$[0-9a-f]{32}',
    looksRandom,
  ),
  key('password-manager-key', 'A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}'),
  key('zhipu-key', '[0-9a-f]{32}\\.[A-Za-z0-9]{16}(?![A-Za-z0-9.])', looksRandom),
  key('wallet-key', 'nsec1[a-z0-9]{58}|[xyzt]prv[A-Za-z0-9]{100,}'),
]
