import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { cookieName } from '../platform/http/cookie-name.ts'
import { isQuiet, quietly } from '../platform/http/quiet.ts'
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../platform/http/session-cookie.ts'
import { postedAs } from '../platform/testing/posted.ts'
import { action as chooseLanguage } from './language.ts'

const locked = /^__Host-[\w-]+=[^;]*;(?=.* Path=\/(;|$))(?=.* Secure(;|$))(?!.*Domain)/

afterEach(() => vi.unstubAllGlobals())

async function languageCookie(origin: string): Promise<string> {
  const body = new URLSearchParams({ lang: 'en', to: '/' })
  const answer = await chooseLanguage({ request: await postedAs(`${origin}/language`, body) })
  return answer.headers.get('Set-Cookie') ?? ''
}

test('over TLS every cookie is bound to this very host; on one computer it goes without', async () => {
  const session = new Uint8Array(32).fill(7)
  for (const cookie of [
    setSessionCookie(session, true),
    clearSessionCookie(true),
    await languageCookie('https://staff.example'),
  ])
    expect(cookie).toMatch(locked)
  expect(await languageCookie('http://127.0.0.1')).toMatch(/^lang=en; Path=\/; .*SameSite=Lax$/)
  const fromSibling = `yorube=${Buffer.from(session).toString('base64url')}`
  expect(readSessionCookie(fromSibling, true)).toBeNull()
  expect(readSessionCookie(fromSibling, false)).toEqual(session)
})

test('what a page asks by itself is no act, under either name, and the flag is gone afterwards', async () => {
  for (const isSecure of [true, false]) {
    const written: string[] = []
    vi.stubGlobal('location', { protocol: isSecure ? 'https:' : 'http:' })
    vi.stubGlobal('document', {
      set cookie(line: string) {
        written.push(line)
      },
    })
    const asked = await quietly(async () => isQuiet(written.at(-1)?.split(';')[0] ?? '', isSecure))
    expect(asked).toBe(true)
    expect(written.at(-1)).toMatch(/=; Max-Age=0; Path=\//)
    for (const line of written) expect(locked.test(line)).toBe(isSecure)
  }
  expect(isQuiet(`${cookieName('quiet', false)}=1`, true)).toBe(false)
})

test('no file writes a cookie whose name it did not ask for here', () => {
  const root = join(import.meta.dirname, '..')
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.(tsx?|js)$/.test(one.name) && !/\.test\./.test(one.name))
    .map((one) => relative(root, join(one.parentPath, one.name)))
    .filter((file) => !/generated/.test(file))
  const texts = files.map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
  const writers = texts.filter(([, text]) =>
    /SameSite=|document\.cookie\s*=|cookieStore\.|\bsetCookie\(/.test(text),
  )
  expect(writers.length).toBeGreaterThan(3)
  expect(writers.filter(([, text]) => !/cookieName\(|'__Host-/.test(text)).map(([file]) => file)).toEqual([])
})
