import type { JobStep } from '../../../../core/jobs.ts'
import type { OwnProduct } from '../../../../core/own-product.ts'
import type { SecretStore } from '../../../../host/host.ts'
import type { InstallSshState } from '../install-state.ts'
import type { RemoteLink } from '../remote-link.ts'

/** What the steps of one job work with. */
export interface StepDeps {
  link: RemoteLink
  product: OwnProduct
  secretStore: Pick<SecretStore, 'set' | 'delete'>
}

export type InstallStep = JobStep<InstallSshState>
