import { deviceLabel, sceneOf } from '../../../src/app/request-scene.ts'
import { createSite } from '../../../src/intake/site.ts'
import { returnPath } from '../../../src/modules/accounts/web/return-path.ts'
import { isQuiet } from '../../../src/platform/http/quiet.ts'
import { readSessionCookie, setSessionCookie } from '../../../src/platform/http/session-cookie.ts'
import { readWayBackCookie, setWayBackCookie } from '../../../src/platform/http/way-back-cookie.ts'
import { createLogger } from '../../../src/platform/log/logger.ts'
import { localeFromCookie } from '../../../src/platform/words/locale.ts'
import type { Random } from '../../random.ts'
import { textLike } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'
import { headerLike } from './addresses.ts'

/** Whole requests, as far as they are read without a database. */
export async function requestTargets(): Promise<Target[]> {
  return [cookies(), scenes(), publicSite()]
}

const cookie = new Uint8Array(32).fill(0xa5)
const named = (isSecure: boolean) => setSessionCookie(cookie, isSecure).split(';')[0] ?? ''

function cookies(): Target {
  const samples = [
    named(false),
    named(true),
    `lang=en; ${named(false)}`,
    `${named(false)}; ${named(false)}`,
    'quiet=1',
    setWayBackCookie('/cases/1?tab=a b', false).split(';')[0] ?? '',
  ]
  return target<{ header: string; isSecure: boolean }>({
    name: 'session-cookie',
    of: [
      'src/platform/http/session-cookie.ts',
      'src/platform/http/quiet.ts',
      'src/platform/http/way-back-cookie.ts',
      'src/platform/words/locale.ts',
    ],
    make: (random) => ({ header: headerLike(random, samples), isSecure: random.oneIn(2) }),
    read({ header, isSecure }) {
      const found = readSessionCookie(header, isSecure)
      must(found === null || found.length === 32, 'a cookie of another length')
      isQuiet(header, isSecure)
      const back = returnPath(readWayBackCookie(header, isSecure))
      must(/^\/(?![/\\])/.test(back), 'a way back to somewhere else')
      must(['ja', 'en'].includes(localeFromCookie(header)), 'a language that nobody wrote')
    },
  })
}

function scenes(): Target {
  const agents = ['Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0', 'curl/8']
  return target<{ url: string; cookie: string; agent: string }>({
    name: 'request-scene',
    of: ['src/app/request-scene.ts'],
    make: (random) => ({
      url: addressLike(random),
      cookie: headerLike(random, [named(true), 'quiet=1; lang=ja']),
      agent: headerLike(random, agents),
    }),
    read(input) {
      const headers = { Cookie: input.cookie, 'User-Agent': input.agent }
      const scene = sceneOf(new Request(input.url, { headers }), 'loopback')
      must(scene.caller.host.length > 0, 'a request without a host')
      must(deviceLabel(input.agent).length < 40, 'a device with a long name')
    },
  })
}

/** Whatever comes after the host; the server adapter refuses an address that is none before anybody reads it. */
function addressLike(random: Random): string {
  const rest = textLike(random, ['/', '/en', '/leave', '/return', '/zh-Hans?x=1', '/page.css', '/%E3%81%82'])
  const whole = `http://${random.pick(['here.example', '[::1]:8081', 'a.b.c:1'])}/${rest}`
  return URL.canParse(whole) ? whole : 'http://here.example/'
}

function publicSite(): Target {
  const site = createSite({
    loadWindows: async () => [],
    exitUrl: 'https://exit.example/',
    logger: createLogger('intake', 'silent'),
  })
  return target<{ url: string; method: string; cookie: string }>({
    name: 'public-site',
    of: ['src/intake/site.ts', 'src/intake/exit.ts', 'src/intake/help-page.ts'],
    make: (random) => ({
      url: addressLike(random),
      method: random.pick(['GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS']),
      cookie: headerLike(random, ['v=1', 'v=', 'a=b; v=%zz']),
    }),
    async read({ url, method, cookie: header }) {
      const answer = await site.fetch(new Request(url, { method, headers: { Cookie: header } }))
      must(answer.status < 500, `answered ${answer.status}`)
      const to = answer.headers.get('Location')
      must(to === null || to === '/' || to === 'https://exit.example/', `sent to ${to}`)
      must(answer.headers.get('X-Content-Type-Options') === 'nosniff', 'an answer without its headers')
    },
  })
}
