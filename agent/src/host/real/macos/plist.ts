export interface LaunchdPlist {
  label: string
  arguments: string[]
  environment: Record<string, string>
}

/** The few keys of a launchd property list that matter, in its XML form; a binary one yields nothing. */
export function parsePlist(text: string): LaunchdPlist {
  const after = (key: string, tag: string) =>
    new RegExp(`<key>${key}</key>\\s*<${tag}>([\\s\\S]*?)</${tag}>`).exec(text)?.[1] ?? ''
  const strings = (xml: string) =>
    [...xml.matchAll(/<string>([^<]*)<\/string>/g)].map(([, value = '']) => undoEntities(value))
  const pairs = [...after('EnvironmentVariables', 'dict').matchAll(/<key>([^<]*)<\/key>\s*<string>([^<]*)<\/string>/g)]
  return {
    label: undoEntities(after('Label', 'string')),
    arguments: strings(after('ProgramArguments', 'array')),
    environment: Object.fromEntries(
      pairs.map(([, name = '', value = '']) => [undoEntities(name), undoEntities(value)]),
    ),
  }
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function undoEntities(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => entities[name] ?? whole)
}
