import { body, DIGITS, HEX, seeded, UPPER } from './fake.ts'

/** A line and the secrets in it, none of which may be left after redaction. */
export interface LeakyLine {
  readonly line: string
  readonly secrets: readonly string[]
}

const random = seeded(20260801)
const mixed = (length: number) => body(random, length)
const hex = (length: number) => body(random, length, HEX)
const upper = (length: number) => body(random, length, UPPER)
const digits = (length: number) => `7${body(random, length - 1, DIGITS)}`

/** What is put into the template is secret; the rest is its surroundings. */
function leak(parts: TemplateStringsArray, ...secrets: string[]): LeakyLine {
  return { line: String.raw({ raw: parts }, ...secrets), secrets }
}

const ESC = '\u001b'
const json = (value: unknown) => JSON.stringify(value)
const jwt = () => `eyJ${mixed(33)}.eyJ${mixed(60)}.${mixed(43)}`

/** Lines as gateways, agents, proxies, shells and people write them. Written without looking at the rules. */
export const leaky: readonly LeakyLine[] = [
  // model providers and platforms
  leak`anthropic request failed with key ${`sk-ant-api03-${mixed(80)}-${mixed(6)}AA`} status 401`,
  leak`using ${`sk-proj-${mixed(48)}_${mixed(20)}`} from profile default`,
  leak`openrouter: ${`sk-or-v1-${hex(64)}`}`,
  leak`old style key ${`sk-${mixed(48)}`}, please rotate`,
  leak`https://generativelanguage.googleapis.com/v1/models?key=${`AIza${mixed(35)}`}&alt=sse`,
  leak`groq ${`gsk_${mixed(52)}`} xai ${`xai-${mixed(80)}`} hf ${`hf_${mixed(34)}`}`,
  leak`remote: https://${`ghp_${mixed(36)}`}@github.com/someone/dotfiles.git`,
  leak`pat ${`github_pat_${mixed(22)}_${mixed(59)}`} expires soon`,
  leak`CI_JOB ${`glpat-${mixed(20)}`}`,
  leak`//packages.example/:_authToken=${`npm_${mixed(36)}`}`,
  leak`upload with ${`pypi-AgEIcHlwaS5vcmc${mixed(90)}`}`,
  leak`aws ${`AKIA${upper(16)}`} and AWS_SECRET_ACCESS_KEY=${mixed(40)}`,
  leak`{"SecretAccessKey":"${`${mixed(20)}/${mixed(19)}`}","Expiration":"2026-08-01T00:00:00Z"}`,
  leak`stripe ${`sk_live_${mixed(24)}`} hook ${`whsec_${mixed(32)}`}`,
  leak`mail via ${`SG.${mixed(22)}.${mixed(43)}`}`,
  leak`replicate ${`r8_${mixed(37)}`} perplexity ${`pplx-${mixed(48)}`}`,
  leak`vault login ${`hvs.${mixed(90)}`} ok`,
  leak`tailscale up --authkey ${`tskey-auth-${mixed(12)}CNTRL-${mixed(32)}`}`,
  leak`doctl: ${`dop_v1_${hex(64)}`}`,
  leak`age identity ${`AGE-SECRET-KEY-1${upper(58)}`}`,
  // chat platforms
  leak`polling https://api.telegram.org/bot${`${digits(10)}:AA${mixed(33)}`}/getUpdates`,
  leak`telegram token ${`${digits(9)}:AA${mixed(33)}`} rejected`,
  leak`login with ${`MTA${mixed(23)}.${mixed(6)}.${mixed(38)}`}`,
  leak`slack ${`xoxb-${digits(12)}-${digits(13)}-${mixed(24)}`} app ${`xapp-1-${upper(11)}-${digits(13)}-${hex(64)}`}`,
  leak`POST https://hooks.slack.com/services/${`T${upper(8)}/B${upper(8)}/${mixed(24)}`} 200`,
  leak`POST https://discord.com/api/webhooks/${`${digits(18)}/${mixed(68)}`}`,
  leak`notify https://chat.example.org/hooks/${mixed(26)} failed`,
  leak`matrix access ${`syt_${mixed(12)}_${mixed(20)}_${mixed(6)}`}`,
  // headers and tokens
  leak`Authorization: Bearer ${jwt()}`,
  leak`> authorization: bearer ${mixed(40)}`,
  leak`-H 'Authorization: Basic ${btoa(`admin:${mixed(14)}`)}'`,
  leak`Proxy-Authorization: Basic ${btoa(`svc:${mixed(10)}`)}`,
  leak`headers={'authorization': '${mixed(32)}', 'accept': '*/*'}`,
  leak`Set-Cookie: ops_session=${mixed(43)}; Path=/; HttpOnly; SameSite=Strict`,
  leak`{"cookie":"sid=${mixed(24)}; theme=dark"}`,
  leak`x-api-key: ${mixed(32)}`,
  leak`X-OpenClaw-Token: ${hex(48)}`,
  leak`ws connect url=ws://127.0.0.1:18789/?token=${hex(48)}&v=3`,
  leak`dashboard http://localhost:18789/#token=${hex(48)}`,
  leak`open http://127.0.0.1:7337/console/#pair=${`mol_${mixed(43)}`}`,
  leak`redirect=%2Fconsole%2F%23pair%3D${mixed(43)}`,
  leak`refresh ${`mor_${mixed(43)}`} script ${`mot_${mixed(43)}`} link ${`mol_${mixed(43)}`}`,
  leak`device token is ${mixed(43)}`,
  leak`setup code ${`eyJ1cmwiOiJ3c3${mixed(90)}`}`,
  leak`pairing code: ${'K7QM-42XD'} expires in 5 minutes`,
  leak`openclaw pairing approve telegram ${'H4T9WQ2Z'}`,
  // URLs and connection strings
  leak`postgres://ops:${mixed(12)}@db.internal:5432/ops?sslmode=require`,
  leak`DATABASE_URL=mysql://root:${`p/${mixed(8)}?x#1`}@10.0.0.3/app`,
  leak`amqp://guest:${mixed(9)}@mq:5672 unreachable`,
  leak`redis://:${mixed(20)}@cache:6379/0`,
  leak`git clone https://bob:${mixed(16)}@git.internal/repo.git`,
  leak`go: user:${mixed(10)}@tcp(db:3306)/name`,
  leak`host=db user=ops password=${mixed(10)} dbname=ops`,
  leak`Server=db;User Id=sa;Password=${mixed(11)};Encrypt=true`,
  leak`DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${`${mixed(86)}==`};EndpointSuffix=core`,
  leak`sentry https://${hex(32)}@o12.ingest.sentry.io/45`,
  // values by name
  leak`TELEGRAM_BOT_TOKEN=${mixed(20)} OPENAI_API_KEY=${mixed(20)}`,
  leak`export DB_PASS='${`it is ${mixed(8)}`}'`,
  leak`  botToken: ${mixed(16)}`,
  leak`passphrase: ${'correct horse battery staple'}`,
  leak`{"gateway":{"auth":{"mode":"password","password":"${'s3cr t"x'.replace('"', '\\"')}"}}}`,
  { line: `config ${json(json({ clientSecret: 'plum"pudding' }))}`, secrets: ['plum', 'pudding'] },
  { line: `msg=${json(json(json({ apiKey: 'plumpudding' })))}`, secrets: ['plumpudding'] },
  leak`node cli.js --token ${'orange42'} --port 18789`,
  leak`moltbot --api-key="${'orange 42'}" run`,
  leak`curl -u admin:${'orange42'} https://api.internal/x`,
  leak`client_secret=${mixed(24)}&grant_type=refresh_token&refresh_token=${mixed(30)}`,
  leak`<password>${'orange42'}</password>`,
  leak`[db] password = ${'orange42'}`,
  leak`wg PrivateKey = ${`${mixed(43)}=`}`,
  { line: `${ESC}[33mtoken${ESC}[0m=${ESC}[32morange42x${ESC}[0m`, secrets: ['orange42x'] },
  { line: `${ESC}[32mghp_${'q7'.repeat(18)}${ESC}[0m`, secrets: ['q7'.repeat(18)] },
  leak`{"msg":"env:\\nGH=\\n${`ghp_${mixed(36)}`}\\nend"}`,
  leak`{'hookToken': '${'orange42'}'}`,
  leak`otpauth://totp/MoltBot:ops?secret=${upper(32)}&issuer=MoltBot`,
  // people
  leak`message from ${'+1 (555) 234-5678'} queued`,
  leak`sendMessage to ${'+4915123456789'} ok`,
  leak`jid ${'15551234567@s.whatsapp.net'} group ${'120363012345678901@g.us'} lid ${'98765432101234@lid'}`,
  leak`allowFrom: ["tg:${'1555123456'}"]`,
  leak`session agent:main:telegram:dm:${'987654321'}`,
  leak`chat_id=${'-1001234567890'} delivered`,
  leak`from ${'jane.doe+ops@mail.example.co.uk'} to <${'ops@example.org'}>`,
  leak`peer ${'203.0.113.77'}:51234 connected, also ${'2001:db8:85a3::8a2e:370:7334'}`,
  leak`card ${'4111 1111 1111 1111'} declined`,
  leak`iban ${'DE89 3704 0044 0532 0130 00'} booked`,
  leak`call (${'555) 234-5678'} today, ssn ${'219-09-9999'}`,
  // told, and split into members
  leak`{"env":[{"name":"API_KEY","value":"${'plumpudding'}"}]}`,
  leak`the password is ${'plum42!x'} for now`,
  leak`(def token "${'plumpudding'}")`,
  leak`ENV API_KEY ${'plumpudding'}`,
  leak`sshpass -p ${'plumpudding'} ssh ops@host`,
  leak`mysql -h db -p${'plumpudding'} app`,
  leak`GET /oauth/callback?code=${mixed(24)}&state=1`,
  leak`${'482913'} is your verification code`,
  leak`telegram chat ${'987654321'} said hello`,
  leak`phone: ${'0151 12345678'}`,
  // configuration of every syntax
  leak`machine api.internal login ops password ${'plum42pudding'}`,
  leak`db.internal:5432:app:ops:${'plum42pudding'}`,
  leak`<add key="DbPassword" value="${'plum pudding'}" />`,
  leak`<string name="api_key">${'plum42pudding'}</string>`,
  leak`<password><![CDATA[${'plum42pudding'}]]></password>`,
  leak`<password type="plain">${'plum42pudding'}</password>`,
  leak`requirepass ${'plum42pudding'}`,
  leak`CREATE USER ops IDENTIFIED BY '${'plum pudding'}'`,
  leak`ALTER ROLE ops WITH PASSWORD '${'plum42pudding'}'`,
  leak`openssl rsa -passin pass:${'plum42pudding'} -in key.pem`,
  leak`keytool -list -storepass ${'plum42pudding'}`,
  leak`docker login registry.internal -u ops -p ${'plum42pudding'}`,
  leak`htpasswd -bB /etc/users ops ${'plum42pudding'}`,
  leak`{"auths":{"registry.internal":{"auth":"${btoa(`ops:${mixed(12)}`)}"}}}`,
  leak`jdbc:oracle:thin:ops/${'plum42pudding'}@db.internal:1521:app`,
  leak`{"kty":"oct","kid":"a1","k":"${mixed(43)}"}`,
  leak`client-key-data: ${btoa(`-----${'BEGIN'} RSA PRIVATE KEY-----\n${mixed(64)}`)}`,
  leak`{token: '${'plum42pudding'}', host: 'x'} // JSON5`,
  leak`api_key = """${'plum42pudding'}"""`,
  leak`spring.datasource.password=${'plum42pudding'}`,
  leak`payload=%7B%22password%22%3A%22${'plum42pudding'}%22%7D`,
  leak`password\u003d${'plum42pudding'}`,
  leak`token=&quot;${'plum42pudding'}&quot;`,
  leak`PresharedKey = ${`${mixed(43)}=`}`,
  leak`hash $argon2id$v=19$m=65536,t=3,p=4$${`${mixed(22)}$${mixed(43)}`} stored`,
  leak`root:$6$${`${mixed(12)}$${mixed(86)}`}:19000`,
  // encoded
  leak`blob ${btoa(`sk-ant-api03-${mixed(40)}`)} saved`,
  leak`data=${btoa(`ghp_${mixed(36)}`)}`,
  leak`env ${btoa(`password=${mixed(20)}`)}`,
  leak`scan otpauth%3A%2F%2Ftotp%2Fops%3Fsecret%3D${upper(32)}`,
  // more keys
  leak`azure secret ${`${mixed(3)}8Q~${mixed(34)}`}`,
  leak`aliyun ${`LTAI${mixed(20)}`} tencent ${`AKID${mixed(32)}`}`,
  leak`tfe ${`${mixed(14)}.atlasv1.${mixed(60)}`}`,
  leak`emergency kit A3-${`${upper(6)}-${upper(6)}-${upper(5)}-${upper(5)}-${upper(5)}-${upper(5)}`}`,
  leak`glm ${`${hex(32)}.${mixed(16)}`}`,
  leak`nostr ${`nsec1${body(random, 58, 'acdefghjklmnpqrstuvwxyz234567')}`}`,
  // messengers
  leak`update {"message":{"chat":{"id":${'-1001234567890'},"type":"group"},"from":{"id":${'987654321'},"is_bot":false}}}`,
  leak`session agent:main:whatsapp:group:${'120363012345678901@g.us'}`,
  leak`mention <@!${digits(18)}> in <#${digits(18)}>`,
  leak`to signal:group:${`${mixed(43)}=`}`,
  leak`conversation ${`19:${mixed(32)}@thread.v2`} opened`,
  leak`line event from ${`U${hex(32)}`}`,
  leak`feishu ${`ou_${hex(32)}`} in ${`oc_${hex(32)}`}`,
  leak`chat_guid iMessage;-;${'jane.doe'}`,
  leak`{"wa_id":"${'15551234567'}"}`,
  // codes and people
  leak`Use ${'482 913'} to sign in`,
  leak`${'G-482913'} is your Google verification code`,
  leak`authenticator secret ${'JBSW Y3DP EHPK 3PXP'}`,
  leak`NINO ${'AB 12 34 56 C'} and DNI ${'12345678Z'}`,
  leak`INSEE ${'1 85 05 78 006 084 91'}, CPF ${'529.982.247-25'}`,
  leak`aadhaar ${'2341 2341 2346'}, PAN ${'ABCPE1234F'}`,
  leak`codice fiscale ${'RSSMRA85T10A562S'}`,
  leak`passport no: ${'C01X00T47'}`,
  leak`mapped ::ffff:${'203.0.113.7'} and ${'198.51.100.23'}`,
]
