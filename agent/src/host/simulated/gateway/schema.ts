import type { ConfigIssue, JsonObject } from './config.ts'
import { agents, models, tools } from './schema/agent-settings.ts'
import { channels } from './schema/channel-settings.ts'
import { gateway } from './schema/gateway-settings.ts'
import { judgeDocument } from './schema/judge-document.ts'
import { otherSections } from './schema/other-settings.ts'
import { hintsOf, type Setting, schemasOf } from './schema/setting.ts'

/** The sections of MoltBot's configuration (2026.9.6), with a few hundred of its several thousand settings. */
export const configSections: Record<string, Setting> = {
  ...otherSections,
  gateway,
  agents,
  models,
  tools,
  channels,
}

const sections = schemasOf(configSections)

/** What `config.schema` answers, in the form of the real one. */
export const configSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: sections,
  additionalProperties: false,
  title: 'OpenClawConfig',
}

export const configHints = hintsOf(configSections)

/** MoltBot judges a channel only when it loads its plugin, which is not part of judging the file. */
const judged: JsonObject = { ...configSchema, properties: { ...sections, channels: { type: 'object' } } }

export function judgeSettings(document: unknown): ConfigIssue[] {
  return judgeDocument(judged, document)
}
