import { runGate } from './gate/gate.ts'
import { inCi } from './repository.ts'

await runGate({ prepare: inCi })
