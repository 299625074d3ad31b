import { Writable } from 'node:stream'
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
      onAllReady() {
        clearTimeout(timeout)
        pipe(gathered((body) => resolve(new Response(body, { status, headers }))))
      },
      onShellError(error) {
        clearTimeout(timeout)
        reject(error)
      },
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

/**
 * A page leaves in one piece. Its loaders have answered before anything is rendered, so no part of it could come earlier;
 * and pieces of two kilobytes, as React writes them, are a write to the socket each.
 */
function gathered(onEnd: (body: Uint8Array<ArrayBuffer>) => void): Writable {
  const pieces: Uint8Array[] = []
  return new Writable({
    write(piece: Uint8Array, _encoding, done) {
      pieces.push(piece)
      done()
    },
    final(done) {
      onEnd(Buffer.concat(pieces))
      done()
    },
  })
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  context.get(loggerContext).error({ error: traceOf(error) }, 'request failed')
}
