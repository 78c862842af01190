interface Rule {
  files: RegExp
  shape: RegExp
  why: string
}

const code = /\.(ts|tsx|js|mjs|css|html)$/
const testCode = /\.(test|e2e)\.tsx?$/
const unfinished = ['TO', 'FIX', 'X'].map((start, index) => start + ['DO', 'ME', 'XX'][index]).join('|')

/** What must not be in the repository. `places` are folders of the machine that the check runs on. */
export function hygieneRules(places: readonly string[]): Rule[] {
  const machine = places.map((place) => ({
    files: /./,
    shape: new RegExp(`(?<![\\w.])${escaped(place)}/`),
    why: 'names a folder of one machine',
  }))
  return [
    ...machine,
    {
      files: /./,
      shape: /https?:\/\/(registry|mirror|deb|security)\.[a-z0-9.-]+/,
      why: 'names a package host',
    },
    { files: /^package-lock\.json$/, shape: /"resolved":\s+"https?:/, why: 'ties the lockfile to one registry' },
    { files: code, shape: new RegExp(`\\b(${unfinished})\\b`), why: 'is unfinished work; file an issue instead' },
    {
      files: /^(?!.*\.real\.test\.ts)/,
      shape: focused('(skip|only|todo|fixme|(skipIf|runIf)(?!\\(process\\.platform))'),
      why: 'skips or focuses tests',
    },
    { files: /\.real\.test\.ts$/, shape: focused('(skip|only|todo|fixme)'), why: 'skips or focuses tests' },
    { files: testCode, shape: /expect\(true\)/, why: 'asserts nothing' },
    {
      files: testCode,
      shape: /\bvi\.(mock|doMock)\(/,
      why: 'mocks a module; hand the test a small real object instead',
    },
    { files: /./, shape: /^(<{7}|>{7}) /m, why: 'is a leftover of a merge' },
  ]
}

export function hygieneProblems(path: string, text: string, rules: readonly Rule[]): string[] {
  return rules.flatMap(({ files, shape, why }) => {
    const match = files.test(path) ? shape.exec(text) : null
    if (!match) return []
    const line = text.slice(0, match.index).split('\n').length
    return [`${path}:${line} ${why}: ${match[0].trim().slice(0, 60)}`]
  })
}

function focused(words: string): RegExp {
  return new RegExp(`\\b(it|test|describe|suite)(\\.\\w+)*\\.${words}\\b`)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
