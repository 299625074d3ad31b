import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { SocketBindings } from './forwarded.ts'
import { refuseOnWire } from './wire-refusal.ts'

export interface ListenOptions {
  port: number
  host: string
  /** PEM text; without it the server speaks plain http, for a proxy in front or one computer. */
  tls?: { key: string; cert: string } | undefined
  /** Other processes of this instance listen at the same port; the launcher has seen that nobody else does. */
  isShared?: boolean
  /** Connections at once; the next one is closed before anything is read from it. */
  mostAtOnce?: number
  /** Milliseconds after which a connection over which nothing goes any more is closed: longer than the beat of `/live`. */
  silentMs?: number
}

export interface Listening {
  url: string
  /** Lets requests in flight finish for a moment, then cuts them (open event streams never finish). */
  stop(): Promise<void>
}

/**
 * Said here and not left to what Node happens to offer: nothing older than TLS 1.2, and of that only what keeps past
 * conversations closed when the key is lost (ECDHE) and notices every altered byte (AEAD). Best first, and ours decides.
 */
const TLS = {
  minVersion: 'TLSv1.2',
  honorCipherOrder: true,
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
} as const

const GRACE_MS = 600
/** Pages that hear news (`live/audience.ts`), and as many connections again that browsers keep for a moment, twice. */
const mostConnections = 6_000
/** Slow senders must not hold connections open; nor, by `silentMs`, whoever does not read what is answered. */
const TIMEOUTS = { headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 20_000 }

export async function listen(
  fetch: (request: Request, bindings?: SocketBindings) => Response | Promise<Response>,
  { port, host, tls, isShared = false, mostAtOnce = mostConnections, silentMs = 120_000 }: ListenOptions,
): Promise<Listening> {
  const server = tls
    ? createAdaptorServer({
        fetch,
        hostname: host,
        createServer: createTlsServer,
        serverOptions: { ...tls, ...TLS, ...TIMEOUTS },
      })
    : createAdaptorServer({ fetch, hostname: host, createServer, serverOptions: TIMEOUTS })
  server.on('clientError', refuseOnWire)
  server.maxConnections = mostAtOnce
  server.setTimeout(silentMs)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, reusePort: isShared }, () => resolve())
  })
  const address = server.address() as AddressInfo
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `${tls ? 'https' : 'http'}://${shownHost}:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        const cut = setTimeout(
          () => 'closeAllConnections' in server && server.closeAllConnections(),
          GRACE_MS,
        )
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
  }
}
