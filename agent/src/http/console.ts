import { join } from 'node:path'
import fastifyHelmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Policy of the console's pages: nothing from elsewhere, no inline script, no frame around it (ADR 0008 on styles). */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
}

/** Serves the built console under /console/. One canonical origin: a browser on localhost is sent to 127.0.0.1. */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, console: true }
    })
    await scope.register(fastifyHelmet, {
      contentSecurityPolicy,
      strictTransportSecurity: false,
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'no-referrer' },
    })
    scope.addHook('onRequest', async (request, reply) => {
      const port = /^localhost(:\d+)?$/i.exec(request.headers.host ?? '')
      if (port) return reply.redirect(`http://127.0.0.1${port[1] ?? ''}${request.url}`, 307)
    })
    await scope.register(fastifyStatic, {
      root: folder,
      serve: false,
      cacheControl: false,
      setHeaders(reply, path) {
        // Built files carry their hash in the name, pages do not.
        const immutable = path.startsWith(join(folder, 'assets'))
        reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    scope.get('/', async (_request, reply) => reply.redirect('/console/', 307))
    scope.get('/console', async (_request, reply) => reply.redirect('/console/', 307))
    scope.get<{ Params: { '*': string } }>('/console/*', async ({ params }, reply) => {
      const path = params['*']
      // What has no ending is a page of the console's own router; a missing file stays missing.
      return reply.sendFile(/\.\w+$/.test(path) ? path : 'index.html')
    })
  })
}
