import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { renderToPipeableStream } from 'react-dom/server'
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from 'react-router'
import { loggerContext, nonceContext } from '../platform/http/request-context.ts'
import { traceOf } from '../platform/log/logger.ts'
import { NonceContext } from '../ui/nonce.ts'

export const streamTimeout = 5_000

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  loadContext: RouterContextProvider,
): Promise<Response> | Response {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const nonce = loadContext.get(nonceContext)
  return new Promise((resolve, reject) => {
    const app = (
      <NonceContext value={nonce}>
        <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
      </NonceContext>
    )
    const { pipe, abort } = renderToPipeableStream(app, {
      nonce,
      onShellReady() {
        const body = new PassThrough()
        body.once('close', () => clearTimeout(timeout))
        const response = new Response(createReadableStreamFromReadable(body), { status, headers })
        pipe(body)
        resolve(response)
      },
      onShellError: reject,
      onError(error) {
        // A page's own error boundary hands on what is the shell's to say: nothing failed.
        if (isRouteErrorResponse(error) && error.status < 500) return
        const route = routerContext.staticHandlerContext.matches.at(-1)?.route.id
        loadContext.get(loggerContext).error({ route, error: traceOf(error) }, 'rendering failed')
      },
    })
    const timeout = setTimeout(abort, streamTimeout + 1_000)
  })
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  context.get(loggerContext).error({ error: traceOf(error) }, 'request failed')
}
