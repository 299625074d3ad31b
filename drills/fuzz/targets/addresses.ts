import { BlockList, isIP } from 'node:net'
import { clientAddress, originalRequest, trustedProxies } from '../../../src/platform/http/forwarded.ts'
import { networkNames } from '../../../src/platform/http/network-of.ts'
import { ownPath } from '../../../src/platform/http/own-path.ts'
import { isForeignWrite } from '../../../src/platform/http/same-origin.ts'
import { isDecodable, shownPath, wordsOfRoutes } from '../../../src/platform/http/shown-path.ts'
import type { Random } from '../../random.ts'
import { textLike } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'

const httpFile = (name: string) => `src/platform/http/${name}.ts`

/** Addresses, hosts and the headers that speak of them. */
export async function addressTargets(): Promise<Target[]> {
  return [ownPaths(), shownPaths(), forwarded(), networks(), origins()]
}

/** As a server gets it: bytes of Latin letters, no line breaks. */
export function headerLike(random: Random, samples: readonly string[]): string {
  return textLike(random, samples, 60)
    .replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '?')
    .trim()
}

function ownPaths(): Target {
  const here = 'http://here.example'
  return target<unknown>({
    name: 'own-path',
    of: [httpFile('own-path')],
    make: (random) =>
      random.oneIn(20)
        ? random.pick([null, 7, {}, []])
        : textLike(random, ['/cases/1?tab=2', '//evil.example', '/\\evil', '/\t/evil']),
    read(given) {
      const path = ownPath(given)
      must(new URL(path, here).origin === here, `${path} leaves the site`)
    },
  })
}

function shownPaths(): Target {
  const known = wordsOfRoutes(['cases', 'cases/:caseId/files', 'sign-in'])
  const samples = [
    '/cases/0190c000-0000-7000-8000-00000000000c/files',
    '/sign-in.data',
    '/%E5%B1%B1',
    '/a//b/',
  ]
  return target<string>({
    name: 'shown-path',
    of: [httpFile('shown-path')],
    make: (random) => textLike(random, samples),
    read(path) {
      isDecodable(path)
      for (const part of shownPath(path, known).split('/'))
        must(
          part === '' || part === '*' || known.has(part) || /^[0-9a-f-]{36}$/i.test(part),
          `${part} in the log`,
        )
    },
  })
}

function forwarded(): Target {
  const isTrusted = trustedProxies(['10.0.0.0/8', '::1'])
  const office = new BlockList()
  office.addSubnet('10.0.0.0', 8, 'ipv4')
  const address = '10.1.2.3'
  return target<{ for: string; last: string; proto: string; from: string }>({
    name: 'forwarded',
    of: [httpFile('forwarded')],
    make: (random) => ({
      for: headerLike(random, ['203.0.113.9, 10.0.0.1', '::ffff:203.0.113.9', '2001:db8::1']),
      last: foreignHop(random),
      proto: headerLike(random, ['https', 'http', 'https,http']),
      from: random.oneIn(3) ? textLike(random, ['203.0.113.9', '::ffff:10.0.0.1']) : address,
    }),
    read(input) {
      const request = new Request('http://here.example:8080/cases?x=1', {
        headers: { 'X-Forwarded-For': input.for, 'X-Forwarded-Proto': input.proto },
      })
      const isProxy = isTrusted(input.from)
      const original = originalRequest(request, isProxy)
      must(isProxy || original === request, 'somebody who is no proxy was believed')
      must(new URL(original.url).host === 'here.example:8080', 'the host changed')
      const client = clientAddress(request, { address: input.from }, isTrusted)
      must(client === input.from || isIP(client) !== 0, 'a client that is no address')
      const behind = (hops: string) =>
        clientAddress(
          new Request(request.url, { headers: { 'X-Forwarded-For': hops } }),
          { address },
          isTrusted,
        )
      must(behind(`${input.for}, ${input.last}`) === behind(input.last), 'a stranger wrote his own address')
    },
  })
}

/** As a proxy writes whom it does not trust, or something that nobody can read; never one of ours. */
function foreignHop(random: Random): string {
  const known = ['198.51.100.7', '198.51.100.7:51234', '[2001:db8::7]:443', '[2001:db8::7]', 'unknown', '']
  const any = headerLike(random, known).replaceAll(',', '')
  return /10\.|::(?!7)/.test(any) ? random.pick(known) : any
}

function networks(): Target {
  const networkOf = networkNames([['203.0.113.0/24', '2001:db8::/48'], ['198.51.100.7']])
  const samples = [
    '203.0.113.9',
    '2001:db8::1',
    '::ffff:1.2.3.4',
    'fe80::1%eth0',
    '::1',
    '1:2:3:4:5:6:7:8',
    '::',
  ]
  return target<string>({
    name: 'networks',
    of: [httpFile('network-of')],
    make: (random) => textLike(random, samples),
    read(address) {
      const name = networkOf(address)
      must(name.length > 0 && name.length < 60, 'a network without a name')
      must(
        isIP(address.replace(/^::ffff:(?=\d+\.)/i, '')) !== 0 || name === 'none',
        'no address has a network',
      )
    },
  })
}

function origins(): Target {
  const here = 'http://here.example:8080'
  return target<{ origin: string; site: string; method: string }>({
    name: 'origins',
    of: [httpFile('same-origin')],
    make: (random) => ({
      origin: headerLike(random, [here, 'null', 'http://here.example', 'https://here.example:8080']),
      site: headerLike(random, ['same-origin', 'cross-site', 'none', '']),
      method: random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']),
    }),
    read({ origin, site, method }) {
      const headers = { ...(origin && { Origin: origin }), ...(site && { 'Sec-Fetch-Site': site }) }
      const isForeign = isForeignWrite(new Request(`${here}/cases`, { method, headers }))
      const isSafe = method === 'GET' || method === 'HEAD'
      must(isSafe || isForeign || origin === here, 'a write from elsewhere')
    },
  })
}
