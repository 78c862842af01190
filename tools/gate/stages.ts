import { commandStage, type Stage } from './stage.ts'

/** Every gate of this repository, in the order in which it runs. */
export const gateStages: readonly Stage[] = [
  commandStage('format and lint', ['biome', 'ci', '.'], { cheap: true, fact: /Checked \d+ files/ }),
  commandStage('types', ['npm', 'run', '--silent', 'typecheck'], { cheap: true }),
  commandStage(
    'unit and contract',
    ['vitest', 'run', '--reporter=default', '--reporter=./tools/gate/no-skipped-tests.ts'],
    {
      fact: /Tests +.*[1-9]\d* passed.*/,
    },
  ),
]
