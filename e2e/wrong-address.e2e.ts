import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import routes from '../src/app/routes.ts'
import type { TestPerson } from '../src/platform/testing/office.ts'
import { type PreparedOffice, startPreparedOffice } from './prepared-office.ts'

/**
 * Every address with nonsense in its path, in its query and in what is sent to it, by every method: refused in our words
 * or led elsewhere, never a failure of ours, and nothing of the nonsense in the log. Needs a build.
 */
const nonsense = 'mumbo-jumbo-7f3a'
let prepared: PreparedOffice
let people: Map<string, TestPerson>

beforeAll(async () => {
  prepared = await startPreparedOffice('例示市', { isTalkative: true })
  const { office } = prepared
  const desk = await office.desk(['manager'])
  const [manager] = desk.people
  if (!manager) throw new Error('nobody is there')
  people = new Map([
    ['a manager', manager],
    ['an administrator', await office.person({ tenantRole: 'tenant_admin' })],
  ])
}, 120_000)

afterAll(() => prepared?.stop())

/** Headers that an answer went without, whatever it was. */
const lacking: string[] = []
const wanted: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /default-src 'none'.*frame-ancestors 'none'.*require-trusted-types-for 'script'/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^same-origin$/,
  'cache-control': /^no-store$/,
}
function lackingHeaders({ headers }: Response): string[] {
  return Object.entries(wanted)
    .filter(([name, value]) => !value.test(headers.get(name) ?? ''))
    .map(([name]) => name)
}

interface Entry {
  path?: string | undefined
  file?: string | undefined
  index?: boolean | undefined
  children?: readonly Entry[] | undefined
}
interface Place {
  pattern: string
  queries: readonly string[]
}

const places: Place[] = placesOf(routes).filter(({ pattern }) => !pattern.startsWith('/design'))

function placesOf(entries: readonly Entry[]): Place[] {
  return entries.flatMap(({ path, index, file = '', children = [] }) => {
    const own = path || index ? [{ pattern: `/${path ?? ''}`, queries: queriesNear(file) }] : []
    return [...own, ...placesOf(children)]
  })
}

/** Names that a page's folder reads from a query: its own and those of pages it shares a reading with. */
function queriesNear(file: string): string[] {
  const folder = dirname(resolve(import.meta.dirname, '../src/app', file))
  const files = readdirSync(folder).filter((name) => /\.tsx?$/.test(name))
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const found = [...text.matchAll(/query\.(?:get|getAll|has)\('(\w+)'\)/g)].map(([, name = '']) => name)
  return [...new Set(found)]
}

interface Tried {
  tried: string
  status: number
  text: string
}

async function ask(person: TestPerson | undefined, path: string, init: RequestInit = {}): Promise<Tried> {
  const cookie = person ? { cookie: `yorube=${Buffer.from(person.cookie).toString('base64url')}` } : {}
  const answer = await fetch(new URL(path, prepared.server.url), {
    redirect: 'manual',
    ...init,
    headers: { ...cookie, origin: prepared.server.url, ...init.headers },
  })
  const tried = `${init.method ?? 'GET'} ${path} ${Object.values(init.headers ?? {}).join()}`
  lacking.push(...lackingHeaders(answer).map((name) => `${name}: ${tried}`))
  const text = await answer.text()
  const type = answer.headers.get('content-type') ?? 'none'
  // A text says in which letters it is written; JSON is UTF-8 by itself.
  if (text !== '' && !/;\s*charset=utf-8$|^application\/([\w.]+\+)?json$/i.test(type))
    lacking.push(`content-type ${type}: ${tried}`)
  return { tried, status: answer.status, text }
}

/** Refused in our words: no failure, no English of a library. */
const isCalm = ({ status, text }: Tried) => status < 500 && !/Unexpected Server Error|Bad Request/.test(text)
const complaints = (all: readonly Tried[]) =>
  all.filter((one) => !isCalm(one)).map((one) => `${one.status} ${one.tried}`)

const withParams = (pattern: string, value: string) => pattern.replace(/:\w+/g, value)
const asData = (path: string) => (path === '/' ? '/_root.data' : `${path}.data`)

test('nonsense in the path: there is no such page', async () => {
  const all: Tried[] = []
  for (const person of [undefined, ...people.values()])
    for (const { pattern } of places.filter((one) => one.pattern.includes(':'))) {
      const path = withParams(pattern, nonsense)
      all.push(await ask(person, path), await ask(person, asData(path)))
    }
  expect(all.length).toBeGreaterThan(200)
  expect(complaints(all)).toEqual([])
  const shown = all.filter(({ status }) => status === 200).map(({ tried }) => tried)
  expect(shown.filter((tried) => !tried.includes('.data'))).toEqual([])
})

test('nonsense in the query: the page as it is, or a calm word', async () => {
  const all: Tried[] = []
  for (const person of people.values())
    for (const { pattern, queries } of places)
      for (const name of queries) {
        const path = withParams(pattern, crypto.randomUUID())
        all.push(await ask(person, `${path}?${name}=${nonsense}`))
      }
  expect(all.length).toBeGreaterThan(200)
  expect(complaints(all)).toEqual([])
})

test('what is no form, or a broken one, is refused', async () => {
  const bodies: RequestInit[] = [
    { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ intent: nonsense }) },
    { headers: { 'Content-Type': 'multipart/form-data; boundary=x' }, body: `--x\r\n${nonsense}` },
    { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `intent=${nonsense}` },
    { headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: `__proto__.a=${nonsense}` },
    { headers: { 'Content-Type': nonsense }, body: nonsense },
  ]
  const all: Tried[] = []
  for (const { pattern } of [...places, { pattern: '/cases/:caseId/files' }])
    for (const body of bodies) {
      const path = withParams(pattern, crypto.randomUUID())
      const post = { method: 'POST', ...body }
      all.push(await ask(people.get('a manager'), path, post), await ask(undefined, asData(path), post))
    }
  expect(complaints(all)).toEqual([])
  expect(all.filter(({ status, tried }) => status === 200 && !tried.includes('.data'))).toEqual([])
})

test('a method that no page uses is refused everywhere, and said to be', async () => {
  for (const { pattern } of places)
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await ask(people.get('a manager'), withParams(pattern, crypto.randomUUID()), { method })
      expect(answer).toMatchObject({ status: 405 })
    }
  const read = await ask(people.get('a manager'), '/search/find')
  expect(read.status).toBe(405)
  expect(read.text).toContain('<html lang="ja">')
})

test('an address that cannot be decoded, and one with conditions nobody knows, lead on in Japanese', async () => {
  const broken = await ask(undefined, `/${nonsense}%E0%A4%A`)
  expect(broken.status).toBe(400)
  const path = await ask(people.get('a manager'), `/cases/${nonsense}`)
  expect(path.status).toBe(404)
  expect(path.text).toContain('ページが見つかりません')
  const query = await ask(people.get('a manager'), `/cases?status=${nonsense}`)
  expect(query.status).toBe(400)
  expect(query.text).toContain('href="/cases"')
  expect(query.text).not.toContain('システムの側で')
})

test('every page there is, whole and as data, answers with every header', async () => {
  for (const person of [undefined, ...people.values()])
    for (const { pattern } of places.filter((one) => !one.pattern.includes(':')))
      for (const path of [pattern, asData(pattern)]) await ask(person, path)
  for (const path of ['/healthz', '/none', '/assets/none.js', '/live', '/.well-known/security.txt'])
    await ask(undefined, path)
  expect(lacking).toEqual([])
})

test('nothing of it stands in the log, which names each route all the same', () => {
  const log = readFileSync(join(prepared.folders[0] ?? '', 'server.log'), 'utf8')
  expect(log).toContain('"path":"/cases/*"')
  expect(log.split('\n').filter((line) => line.includes(nonsense))).toEqual([])
  expect(log).not.toContain('could not be decoded')
  expect(log.split('\n').filter((line) => /failed/.test(line))).toEqual([])
})
