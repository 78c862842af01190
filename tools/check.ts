import { runGate } from './gate/gate.ts'

await runGate({ prepare: false })
