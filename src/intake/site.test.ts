import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createLogger } from '../platform/log/logger.ts'
import { PUBLIC_LANGUAGES, type PublicLanguage } from './languages.ts'
import { createSite } from './site.ts'
import type { LoadWindows, WindowRow } from './windows.ts'

const EXIT = 'https://weather.example/'
const desk: WindowRow = {
  tenant_name: 'うみかぜ市',
  name: '女性相談支援室 <窓口>',
  hours: '平日 8:30〜17:15',
  phone: '0000-00-0000（代表）',
  languages: ['ja', 'ja-easy', 'vi', 'other', 'no-such-code'],
  who_may_use: '市内の方',
  note: '',
  locale: 'ja',
  checked_on: '2026-11-01',
}

function siteWith(loadWindows: LoadWindows = async () => [desk]) {
  return createSite({ loadWindows, exitUrl: EXIT, logger: createLogger('test', 'silent') })
}

const cookieOf = (answer: Response) => answer.headers.get('Set-Cookie')?.split(';')[0] ?? ''

test('the page shows the windows of the host that was asked, escaped, with a number one can dial', async () => {
  const asked: string[] = []
  const site = siteWith(async (host) => {
    asked.push(host)
    return [desk]
  })
  const page = await (await site.request('https://help.umikaze.example/')).text()
  expect(asked).toEqual(['help.umikaze.example'])
  expect(page).toContain('女性相談支援室 &lt;窓口&gt;')
  expect(page).toContain('href="tel:0000000000"')
  expect(page).toContain('令和8年11月1日')
})

test('every language is whole, says which language it is, and has all national numbers', async () => {
  const expected: Record<PublicLanguage, string> = { ja: 'ja', 'ja-easy': 'ja', en: 'en' }
  for (const language of PUBLIC_LANGUAGES) {
    const page = await (await siteWith().request(`/${language}`)).text()
    expect(page).toContain(`<html lang="${expected[language]}">`)
    for (const number of ['%238778', '%238008', '%238891', '189', '%239110', '110'])
      expect(page).toContain(`href="tel:${number}"`)
    expect(page).not.toMatch(/undefined|\{\w+\}/)
  }
})

test('text in another language is announced and marked, never mixed in silently', async () => {
  const english = { ...desk, locale: 'en', name: "Women's support desk" }
  const untranslated = await (await siteWith().request('/en')).text()
  expect(untranslated).toContain('The descriptions of these places are in Japanese.')
  expect(untranslated).toContain('<h3 lang="ja">女性相談支援室')
  const translated = await (await siteWith(async () => [desk, english]).request('/en')).text()
  expect(translated).toContain('<h3 lang="en">Women&#39;s support desk')
  expect(translated).not.toContain('女性相談支援室')
})

test('languages stand by their names and as their speakers write them, never as a code', async () => {
  const spoken = async (language: PublicLanguage) => {
    const page = await (await siteWith().request(`/${language}`)).text()
    const list = /<ul class="spoken">(.*?)<\/ul>/s.exec(page)?.[1] ?? ''
    return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, item = '']) => item.replace(/<[^>]*>/g, ''))
  }
  expect(await spoken('ja')).toEqual(['日本語', 'やさしい日本語', 'ベトナム語 Tiếng Việt'])
  expect(await spoken('ja-easy')).toEqual(['日本語', 'やさしい日本語', 'ベトナム語 Tiếng Việt'])
  expect(await spoken('en')).toEqual([
    'Japanese 日本語',
    'Plain Japanese やさしい日本語',
    'Vietnamese Tiếng Việt',
  ])
  expect(await (await siteWith().request('/en')).text()).toContain('<span lang="vi">Tiếng Việt</span>')
})

test('without its directory the page still reaches somebody', async () => {
  const broken = siteWith(async () => {
    throw new Error('connection refused')
  })
  const answer = await broken.request('/')
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('いま、この地域の窓口を表示できません')
})

test('after leaving, every page sends on to the exit until she comes back', async () => {
  const site = siteWith()
  const left = await site.request('https://help.example/leave')
  expect([left.status, left.headers.get('Location')]).toEqual([303, EXIT])
  expect(left.headers.get('Set-Cookie')).toMatch(
    /^__Host-v=1; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )

  const headers = { Cookie: cookieOf(left) }
  for (const path of ['/', '/en', '/nothing-here']) {
    const back = await site.request(`https://help.example${path}`, { headers })
    expect([back.status, back.headers.get('Location')]).toEqual([303, EXIT])
  }
  const returned = await site.request('https://help.example/return', { headers })
  expect(returned.headers.get('Location')).toBe('/')
  expect(returned.headers.get('Set-Cookie')).toMatch(/^__Host-v=; Max-Age=0; Path=\/; Secure/)
})

test('nothing is kept, nothing foreign is loaded, nothing tells what the page is about', async () => {
  const paths = [
    '/',
    '/en',
    '/leave',
    '/return',
    '/page.js',
    '/page.css',
    '/favicon.ico',
    '/none',
    '/healthz',
  ]
  for (const path of [...paths, '/.well-known/security.txt']) {
    const answer = await siteWith().request(path)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(answer.headers.get('Content-Security-Policy')).toContain("require-trusted-types-for 'script'")
    for (const name of ['Referrer-Policy', 'Cross-Origin-Opener-Policy', 'Cross-Origin-Resource-Policy'])
      expect(answer.headers.get(name)).toBe('same-origin')
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
    const secure = await siteWith().request(`https://here.example${path}`)
    expect(secure.headers.get('Strict-Transport-Security')).toBe('max-age=31536000; includeSubDomains')
  }
  const page = await (await siteWith().request('/')).text()
  expect(page).toContain('<title>くらしの案内</title>')
  expect(page).not.toMatch(/(src|href)="https?:|og:|style="|<style|onclick/)
})

test('the way out comes first for the keyboard and needs no script', async () => {
  const page = await (await siteWith().request('/')).text()
  const [firstLink] = /<(a|button|input)[^>]*>/.exec(page.slice(page.indexOf('<body>'))) ?? []
  expect(firstLink).toContain('href="/leave"')
})

test('only reading is possible', async () => {
  expect((await siteWith().request('/', { method: 'POST' })).status).toBe(404)
  expect((await siteWith().request('/page.css')).headers.get('Content-Type')).toContain('text/css')
})

test('what somebody typed into the address line does not reach the log', async () => {
  const lines: string[] = []
  const sink = { write: (line: string) => void lines.push(line) }
  const site = createSite({ loadWindows: async () => [desk], exitUrl: EXIT, logger: pino({}, sink) })
  for (const path of ['/mihon-hanako', '/ja/mihon-hanako', '/mihon%E0%A4%A', '/?name=mihon-hanako'])
    expect((await site.request(path)).status).toBeLessThan(500)
  expect(lines).toHaveLength(4)
  expect(lines.join('')).not.toContain('mihon')
})

test('whom to tell of a hole is said where researchers look, if somebody was named', async () => {
  const path = '/.well-known/security.txt'
  expect((await siteWith().request(path)).status).toBe(404)
  const site = createSite({
    loadWindows: async () => [],
    exitUrl: EXIT,
    securityContact: 'mailto:mihon@example.jp',
    logger: createLogger('test', 'silent'),
  })
  const answer = await site.request(path)
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'text/plain;charset=UTF-8'])
  expect(await answer.text()).toContain('Contact: mailto:mihon@example.jp\n')
})
