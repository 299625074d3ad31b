import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { caseFiles } from '../modules/cases/api.ts'
import type { Config } from '../platform/config.ts'
import { apiApp } from '../platform/http/api.ts'
import { readBearer } from '../platform/http/bearer.ts'
import { calmPage } from '../platform/http/calm-page.ts'
import { cookieName } from '../platform/http/cookie-name.ts'
import { drain } from '../platform/http/drain.ts'
import {
  clientAddress,
  originalRequest,
  type SocketBindings,
  trustedProxies,
} from '../platform/http/forwarded.ts'
import { networkNames } from '../platform/http/network-of.ts'
import { openApi } from '../platform/http/openapi.ts'
import { requestScene } from '../platform/http/page.ts'
import { mostOfForm } from '../platform/http/page-failure.ts'
import { saidLength, saysItsLength } from '../platform/http/posted-body.ts'
import { loggerContext, nonceContext } from '../platform/http/request-context.ts'
import { requestLog } from '../platform/http/request-log.ts'
import { isForeignWrite, isKnownMethod, KNOWN_METHODS } from '../platform/http/same-origin.ts'
import { newNonce, onlyTls, staffHeaders } from '../platform/http/security-headers.ts'
import { SECURITY_TXT_PATH, securityTxt } from '../platform/http/security-txt.ts'
import { isDecodable, shownPath, wordsOfRoutes } from '../platform/http/shown-path.ts'
import type { Audience } from '../platform/live/audience.ts'
import { type Logger, traceOf } from '../platform/log/logger.ts'
import { LOCALE_COOKIE, localeFromCookie } from '../platform/words/locale.ts'
import { withLocale } from '../platform/words/request-locale.ts'
import { apiRoutes } from './api.ts'
import { liveStream } from './live.ts'
import { productVersion } from './product-version.ts'
import { inOurWords, methodRefused } from './refused-in-our-words.ts'
import { sceneOf } from './request-scene.ts'

export interface StaffAppOptions {
  build: ServerBuild
  /** Folder of the browser's files, as built. */
  clientDir: string
  config: Pick<Config, 'trustProxy' | 'officeNetworks' | 'securityContact'>
  logger: Logger
  isDatabaseUp: () => Promise<boolean>
  /** The open pages to wake. */
  audience: Audience
}

type StaffEnv = { Variables: { nonce: string }; Bindings: SocketBindings }

const MAX_BODY_BYTES = 1024 * 1024
/** Until what was busy or away is worth asking again. */
const RETRY_SECONDS = 5
/** Of addresses that are not in React Router's table. */
const OWN_PATHS = [
  'assets',
  'healthz',
  'live',
  SECURITY_TXT_PATH.slice(1),
  'cases/:caseId/files',
  'cases/:caseId/pictures/:attachmentId',
  'api/v1/openapi.json',
  ...apiRoutes.map((route) => route.path),
]
/**
 * What the pages load is governed by the page; opened by itself it does nothing. A dozen of these answers come with a first page:
 * what concerns documents alone would weigh more than some of the files.
 */
const FILE_HEADERS = {
  'Cache-Control': 'max-age=31536000, immutable',
  'Content-Security-Policy': "default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}

/** Everything the staff process answers. What no line below accepts is refused. */
export function createStaffApp({
  build,
  clientDir,
  config,
  logger,
  isDatabaseUp,
  audience,
}: StaffAppOptions) {
  const app = new Hono<StaffEnv>()
  const pages = createRequestHandler(build, 'production')
  const isTrusted = trustedProxies(config.trustProxy)
  const networkOf = networkNames(config.officeNetworks)

  const known = wordsOfRoutes([
    ...OWN_PATHS,
    ...Object.values(build.routes).map((route) => route?.path ?? ''),
  ])

  app.use(requestLog(logger, known))
  app.use(
    '/assets/*',
    serveStatic({
      root: clientDir,
      precompressed: true,
      onFound: (path, c) => {
        // A module is UTF-8 whatever is said of it.
        if (/\.js(\.\w+)?$/.test(path)) c.header('Content-Type', 'text/javascript')
        for (const [name, value] of Object.entries({ ...FILE_HEADERS, ...onlyTls(new URL(c.req.url)) }))
          c.header(name, value)
      },
    }),
  )
  app.use(async (c, next) => {
    const nonce = newNonce()
    c.set('nonce', nonce)
    const name = cookieName(LOCALE_COOKIE, new URL(c.req.url).protocol === 'https:')
    await withLocale(localeFromCookie(getCookie(c, name)), next)
    // A file answers with a policy of its own, stricter than any page's.
    for (const [name, value] of Object.entries(staffHeaders(nonce, new URL(c.req.url))))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
    if (c.res.status === 503 && !c.res.headers.has('Retry-After'))
      c.res.headers.set('Retry-After', String(RETRY_SECONDS))
    // React Router's data and the stream of news leave it open in which letters they are written.
    const type = c.res.headers.get('Content-Type') ?? ''
    if (/^text\/[^;]+$/.test(type)) c.res.headers.set('Content-Type', `${type}; charset=utf-8`)
  })
  app.onError((error, c) => {
    logger.error({ path: shownPath(c.req.path, known), error: traceOf(error) }, 'request failed')
    return calmPage(500, c.get('nonce'))
  })

  app.get('/healthz', async (c) =>
    (await isDatabaseUp()) ? c.text('ok') : c.text('database unreachable', 503),
  )
  app.get(SECURITY_TXT_PATH, (c, next) => {
    const text = securityTxt(config.securityContact)
    return text ? c.text(text) : next()
  })
  app.all('/assets/*', (c) => calmPage(404, c.get('nonce')))

  const networkFor = (c: Context) => {
    const address = (c.env as SocketBindings).incoming?.socket.remoteAddress ?? ''
    return networkOf(clientAddress(c.req.raw, { address }, isTrusted))
  }
  // Before what looks at a browser's origin: programs send none, and no cookie counts here.
  app.route(
    '/api',
    apiApp({
      routes: apiRoutes,
      description: () => openApi(apiRoutes, productVersion()),
      callerOf: (c) => ({
        cookie: readBearer(c.req.header('Authorization')),
        isMachine: true,
        isAct: true,
        host: new URL(c.req.url).hostname,
        network: networkFor(c),
      }),
      onFailure: (error, c) =>
        logger.error({ path: shownPath(c.req.path, known), error: traceOf(error) }, 'request failed'),
    }),
  )

  app.use(async (c, next) => {
    if (!isKnownMethod(c.req.method)) return methodRefused(KNOWN_METHODS, c.get('nonce'))
    if (!isDecodable(new URL(c.req.url).pathname)) return calmPage(400, c.get('nonce'))
    if (isForeignWrite(c.req.raw)) return calmPage(403, c.get('nonce'))
    // Before anybody reads any of it.
    if (!saysItsLength(c.req.raw)) return calmPage(411, c.get('nonce'))
    return next()
  })
  const sceneFor = (c: Context<StaffEnv>) => sceneOf(c.req.raw, networkFor(c))
  app.route(
    '/',
    caseFiles((c) => sceneFor(c).caller),
  )
  app.use(async (c, next) => {
    const most = /^\/directory\/import(\.data)?$/.test(c.req.path) ? mostOfForm : MAX_BODY_BYTES
    if (saidLength(c.req.raw) <= most) return next()
    await drain(c.req.raw)
    return calmPage(413, c.get('nonce'))
  })
  app.get('/live', (c) => liveStream(c, audience, sceneFor(c).caller))
  app.all('*', async (c) => {
    const context = new RouterContextProvider()
    context.set(nonceContext, c.get('nonce'))
    context.set(loggerContext, logger.child({ path: shownPath(c.req.path, known) }))
    context.set(requestScene, sceneFor(c))
    return await inOurWords(await pages(c.req.raw, context), c.req.raw, c.get('nonce'))
  })

  return {
    fetch: (request: Request, bindings: SocketBindings = {}) => {
      const isFromProxy = isTrusted(bindings.incoming?.socket.remoteAddress ?? '')
      return app.fetch(originalRequest(request, isFromProxy), bindings)
    },
  }
}
