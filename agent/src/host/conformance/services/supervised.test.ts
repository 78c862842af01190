import { serviceConformance } from './service-conformance.ts'
import { self } from './test/supervised-host.ts'
import { createSupervisedSubject } from './test/supervised-subject.ts'

serviceConformance('supervised', async () => createSupervisedSubject(self, process.execPath))
