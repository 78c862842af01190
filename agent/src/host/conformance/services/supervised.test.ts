import { serviceConformance } from './service-conformance.ts'
import { self } from './supervised-host.ts'
import { createSupervisedSubject } from './supervised-subject.ts'

serviceConformance('supervised', async () => createSupervisedSubject(self, process.execPath))
