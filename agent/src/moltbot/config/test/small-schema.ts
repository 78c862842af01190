const ref = (source: string) => ({
  type: 'object',
  additionalProperties: false,
  required: ['source', 'provider', 'id'],
  properties: { source: { type: 'string', const: source }, provider: { type: 'string' }, id: { type: 'string' } },
})
const secretInput = { anyOf: [{ type: 'string' }, { oneOf: [ref('env'), ref('file')] }] }
const object = (properties: object, more: object = {}) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
})

/** A schema in the forms that MoltBot's has, small enough to be read. */
export const smallSchema = object({
  gateway: object(
    {
      mode: { anyOf: [{ const: 'local' }, { const: 'remote' }] },
      port: { type: 'integer', minimum: 1, maximum: 65_535, title: 'Gateway Port', description: 'Where it listens.' },
      bind: { type: 'string', enum: ['loopback', 'lan'] },
      auth: object({ mode: { type: 'string', enum: ['none', 'token'] }, token: secretInput }),
    },
    { title: 'Gateway' },
  ),
  channels: object(
    {
      telegram: object(
        {
          dmPolicy: { default: 'pairing', type: 'string', enum: ['pairing', 'open'] },
          allowFrom: { type: 'array', items: { type: ['string', 'number'] }, maxItems: 3 },
          streaming: { anyOf: [{ type: 'boolean' }, object({ mode: { type: 'string' } }, { required: ['mode'] })] },
        },
        { required: ['dmPolicy'] },
      ),
    },
    { additionalProperties: true },
  ),
  models: object({
    providers: {
      type: 'object',
      additionalProperties: object({ baseUrl: { type: 'string', minLength: 1 }, apiKey: secretInput }),
    },
  }),
  bindings: { type: 'array', items: object({ agentId: { type: 'string' } }, { required: ['agentId'] }) },
  plugins: object({
    imap: {
      ...object({
        accounts: { type: 'object', additionalProperties: { $ref: '#/$defs/account' } },
        folder: { $ref: '#/$defs/folder' },
      }),
      $defs: {
        account: object({ password: { $ref: '#/$defs/secret' }, port: { type: 'integer' } }),
        secret: secretInput,
        folder: object({ name: { type: 'string' }, inner: { $ref: '#/$defs/folder' } }),
      },
    },
  }),
})

export const smallHints = {
  gateway: { label: 'Gateway', group: 'Gateway', advanced: true },
  'gateway.port': { label: 'Port of the gateway', help: 'A TCP port.', advanced: false },
  'models.providers.*.apiKey': { sensitive: true },
  'channels.telegram': { advanced: false },
}
