import type { OperationId } from '@moltbot-ops/api/operations'
import type { Params } from '../core/consent.ts'
import { flatten, unflatten } from '../core/flat-params.ts'
import { Problem } from '../core/problem.ts'
import { readOperations } from './operation-table.ts'
import { createValidators, type Validators } from './validation.ts'

/**
 * Gives the parameters of a proposal the form that a call has after its validation: checked against the contract,
 * defaults filled in. So both have the same hash exactly when they ask for the same.
 * @throws Problem validation_failed, with the place of each fault inside `params`
 */
export type NormaliseParams = (action: OperationId, params: Params) => Params

export function createNormaliseParams(): NormaliseParams {
  const operations = new Map(readOperations().map((operation) => [operation.id, operation]))
  const known = new Map<OperationId, Validators>()

  const validatorsOf = (action: OperationId): Validators => {
    const operation = operations.get(action)
    if (!operation) throw new Problem('action_unknown', 'There is no such operation.')
    const validators = known.get(action) ?? createValidators(action, operation.success, operation.body)
    known.set(action, validators)
    return validators
  }

  return (action, params) => {
    const validators = validatorsOf(action)
    const { path, query, body } = unflatten(action, structuredClone(params))
    try {
      validators.params(path)
      validators.query(query)
      validators.body(body)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      const details = error.details?.map(({ path: at, message }) => ({
        path: `/params${at.replace('/query', '')}`,
        message,
      }))
      const message = error.message.replace('The request', 'What is proposed')
      throw new Problem('validation_failed', message, { details: details ?? [], cause: error })
    }
    return flatten({ path, query, body })
  }
}
