import type { Application, FrontDoor, FrontDoorDeps } from './front-door.ts'
import { createFrontDoor } from './front-door.ts'

export interface Entrance {
  /** Answers a request of the server that listens. */
  answer: FrontDoor['answer']
  /** From here on the agent answers, first of all who waits for it. */
  handOver(answer: FrontDoor['answer']): void
}

/**
 * What answers while the agent is still being put together: /health by itself, as the agent will, since it says no more
 * than that the agent lives. Everything else waits for the agent, and is checked by it and nobody else.
 */
export function createEntrance({
  guardOrigin,
  health,
}: Pick<FrontDoorDeps<Application>, 'guardOrigin' | 'health'>): Entrance {
  const agent = Promise.withResolvers<FrontDoor['answer']>()
  const early = createFrontDoor({
    ...{ guardOrigin, health },
    isHostSocket: () => false,
    async load() {
      const routing = await agent.promise
      return { routing, healthFault: () => null, close: async () => undefined }
    },
  })
  let { answer } = early
  return {
    answer: (request, response) => answer(request, response),
    handOver(ready) {
      answer = ready
      agent.resolve(ready)
    },
  }
}
