import { BlockList, isIP, isIPv6 } from 'node:net'

/** Names the network that an address belongs to, as far as a session stays in it and failed sign-ins are counted. */
export type NetworkNames = (address: string) => string

const loopback = blockListOf(['127.0.0.0/8', '::1'])

/**
 * /24 for IPv4, /48 for IPv6: a person's office, not her computer. An office that reaches the server from several
 * addresses names them in OFFICE_NETWORKS; each group counts as one network. One computer is one network, whichever of
 * its own addresses a browser chose for `localhost`.
 */
export function networkNames(offices: readonly (readonly string[])[]): NetworkNames {
  const lists = offices.map(blockListOf)
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
    const family = isIP(plain)
    // No address at all: whoever has none cannot be told apart from others without one.
    if (family === 0) return 'none'
    const kind = family === 6 ? 'ipv6' : 'ipv4'
    if (loopback.check(plain, kind)) return 'loopback'
    const office = lists.findIndex((list) => list.check(plain, kind))
    return office < 0 ? prefixOf(plain) : `office ${office + 1}`
  }
}

function blockListOf(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, kind)
    else list.addSubnet(address, Number(bits), kind)
  }
  return list
}

function prefixOf(address: string): string {
  if (!isIPv6(address)) return address.split('.').slice(0, 3).join('.')
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...right]
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')
}
