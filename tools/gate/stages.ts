import { journeys } from './journeys.ts'
import { commandStage, type Stage } from './stage.ts'

const statics: readonly Stage[] = [
  commandStage('format and lint', ['biome', 'ci', '--colors=off', '.'], { cheap: true, fact: /Checked \d+ files/ }),
  commandStage('types', ['npm', 'run', '--silent', 'typecheck'], { cheap: true }),
  commandStage('generated code', ['node', 'tools/generate-check.ts'], {
    cheap: true,
    fact: /[1-9]\d* generated files/,
  }),
  commandStage('contract lint', ['redocly', 'lint', 'api/openapi.yaml'], {
    cheap: true,
    env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    fact: /openapi\.yaml: validated/,
  }),
  commandStage('frozen contract', ['node', 'tools/check-baseline.ts'], {
    cheap: true,
    fact: /\d+ operations and \d+ things/,
  }),
  // A pattern that matches nothing is an error too: knip would otherwise find nothing unused among no files.
  commandStage('unused code', ['knip', '--treat-config-hints-as-errors'], { cheap: true }),
  commandStage('repository hygiene', ['node', 'tools/check-hygiene.ts'], { cheap: true, fact: /[1-9]\d* files read/ }),
]

const security: readonly Stage[] = [
  commandStage('secrets', ['node', 'tools/check-secrets.ts'], { cheap: true, fact: /[1-9]\d* contents.*commits/ }),
  commandStage('dependencies', ['node', 'tools/check-dependencies.ts'], {
    cheap: true,
    fact: /[1-9]\d* packages.*audit \w+/,
  }),
]

const unit = commandStage(
  'unit and contract',
  ['vitest', 'run', '--reporter=default', '--reporter=./tools/gate/no-skipped-tests.ts'],
  { fact: /Tests +.*[1-9]\d* passed.*/ },
)

const inBrowser: readonly Stage[] = [
  commandStage('console', ['node', 'tools/check-bundle.ts'], { fact: /[1-9]\d* initial scripts.*/ }),
  journeys,
]

/** Every gate of this repository, in the order in which it runs: what is quick and often red comes first. */
export const gateStages: readonly Stage[] = [...statics, ...security, unit, ...inBrowser]

/** The same gates, dealt out to machines that run at the same time. */
export const jobs: Readonly<Record<string, readonly Stage[]>> = {
  check: [...statics, unit],
  security,
  e2e: inBrowser,
}
