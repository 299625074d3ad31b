import { isIP } from 'node:net'

/** As `net.connect` takes it. */
export type ScannerPlace = { path: string } | { host: string; port: number }

/** Linux takes no longer path of a socket (sun_path, with its closing zero). */
const longestSocketPath = 107

/** `/run/clamav/clamd.ctl`, `127.0.0.1:3310` or `[::1]:3310`; null for anything else. Names are none: who answers to one may change. */
export function scannerPlace(text: string): ScannerPlace | null {
  if (text.startsWith('/'))
    return Buffer.byteLength(text) <= longestSocketPath && !text.includes('\0') ? { path: text } : null
  const [, six, four, digits] = /^(?:\[([\da-f:]+)\]|([\d.]+)):(\d{1,5})$/i.exec(text) ?? []
  const host = six ?? four ?? ''
  const port = Number(digits)
  return isIP(host) !== 0 && port > 0 && port <= 65_535 ? { host, port } : null
}
