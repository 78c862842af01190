import type { FastifyInstance } from 'fastify'
import type { Application } from './front-door.ts'
import { createHttp, type HttpDeps } from './http.ts'
import { createValidators } from './validation.ts'

export interface HttpApplication extends Application {
  app: FastifyInstance
}

/** Builds what stands behind the front door. @throws when a route is neither of the contract nor of the console */
export async function createApplication(deps: HttpDeps): Promise<HttpApplication> {
  const app = await createHttp(deps)
  await app.ready()
  const { answer } = createValidators('getHealth', 200, 'none')
  return {
    app,
    routing: (request, response) => app.routing(request, response),
    healthFault: (value) => answer(200, value),
    close: () => app.close(),
  }
}
