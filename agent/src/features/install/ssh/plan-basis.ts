import type { BodyOf } from '../../../core/handler.ts'
import type { OwnRuntime, PackedProduct } from '../../../core/own-product.ts'
import type { SshTarget } from '../../../host/effects.ts'
import type { JudgedKey } from './judge-host-key.ts'
import type { RemoteFacts } from './parse-facts.ts'

type Request = BodyOf<'installSsh'>

/** Everything that a plan stands on: what was asked for, and what was read without changing anything. */
export interface PlanBasis {
  request: Request
  target: SshTarget
  key: JudgedKey
  facts: RemoteFacts
  archive: PackedProduct
  runtime: OwnRuntime
}

/** In the words of the agent over there. */
export function methodOf(request: Request): 'npm' | 'docker' {
  return request.method === 'native' ? 'npm' : 'docker'
}
