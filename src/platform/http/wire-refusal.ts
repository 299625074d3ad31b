import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { locales } from '../words/locale.ts'
import { wireWords } from '../words/wire-words.ts'
import { COMMON_HEADERS, NOTHING_IS_LOADED, onlyTls } from './security-headers.ts'

const statusOf: Readonly<Record<string, 408 | 431>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * What Node cannot read as a request (a method it does not know, too large a head) reaches no page, and whose language it
 * is nobody has read either: one line of plain text in each, and the connection ends.
 */
export function refuseOnWire(error: NodeJS.ErrnoException, socket: Duplex): void {
  // An answer that is under way on this connection must not get ours into its middle.
  const { _httpMessage: underWay } = socket as Duplex & { _httpMessage?: { headersSent?: boolean } | null }
  if (error.code === 'ECONNRESET' || !socket.writable || underWay?.headersSent) {
    socket.destroy()
    return
  }
  const status = statusOf[error.code ?? ''] ?? 400
  const text = locales.map((locale) => `${wireWords[status]({}, { locale })}\n`).join('')
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Cache-Control: no-store',
    ...Object.entries(headersOn(socket)).map(([name, value]) => `${name}: ${value}`),
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`)
}

function headersOn(socket: Duplex): Record<string, string> {
  const url = new URL(socket instanceof TLSSocket ? 'https://here' : 'http://here')
  return { ...COMMON_HEADERS, 'Content-Security-Policy': NOTHING_IS_LOADED, ...onlyTls(url) }
}
