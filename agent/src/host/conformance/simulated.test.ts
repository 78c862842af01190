import { hostConformance } from './host-conformance.ts'
import { createSimulatedSubject } from './simulated-subject.ts'

hostConformance('the simulated host', createSimulatedSubject)
