import { BlockList, isIP, isIPv6 } from 'node:net'

/** What the server adapter hands over beside a request. */
export interface SocketBindings {
  incoming?: { socket: { remoteAddress?: string | undefined } }
}

/** What the socket says, and what a declared proxy in front of it may correct. */
export interface Sender {
  /** Address of the other end of the socket. */
  address: string
}

/** Built once from TRUST_PROXY: addresses and subnets whose X-Forwarded headers are believed. */
export function trustedProxies(entries: readonly string[]): (address: string) => boolean {
  const trusted = new BlockList()
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) trusted.addAddress(address, family)
    else trusted.addSubnet(address, Number(bits), family)
  }
  return (address) => {
    const plain = address.replace(/^::ffff:/, '')
    const family = isIP(plain)
    return family !== 0 && trusted.check(plain, family === 6 ? 'ipv6' : 'ipv4')
  }
}

/**
 * The request as the browser sent it. Behind a proxy that ends TLS we see http, and every form would fail the origin
 * check; only a proxy the operator has declared may tell us otherwise.
 */
export function originalRequest(request: Request, isFromProxy: boolean): Request {
  if (!isFromProxy || request.headers.get('X-Forwarded-Proto') !== 'https') return request
  const url = new URL(request.url)
  if (url.protocol === 'https:') return request
  const port = url.port
  url.protocol = 'https:'
  url.port = port
  return new Request(url, request)
}

/**
 * The client's own address: the last one a proxy of ours did not add itself. What stands before an entry that cannot be read was
 * written by nobody we know; then it is the address at the socket.
 */
export function clientAddress(
  request: Request,
  sender: Sender,
  isTrusted: (address: string) => boolean,
): string {
  if (!isTrusted(sender.address)) return sender.address
  const hops = (request.headers.get('X-Forwarded-For') ?? '').split(',').map(addressOf)
  const first = hops.reverse().find((hop) => hop === undefined || !isTrusted(hop))
  return first ?? sender.address
}

/** Some proxies write the port as well. */
const withPort = /^(?:([\d.]+):\d{1,5}|\[([^\]]*)\](?::\d{1,5})?)$/

function addressOf(hop: string): string | undefined {
  const written = hop.trim()
  const [, four, six] = withPort.exec(written) ?? []
  if (six !== undefined) return isIPv6(six) ? six : undefined
  const address = four ?? written
  return isIP(address) === 0 ? undefined : address
}
