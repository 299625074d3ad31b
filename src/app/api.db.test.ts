import { beforeEach, expect, test } from 'vitest'
import { aMachine } from '../modules/accounts/testing.ts'
import { aCase, attachConsultation, blockPerson } from '../modules/cases/testing.ts'
import { aConsultation, openConsultation } from '../modules/consultations/testing.ts'
import { useDatabase } from '../platform/db/testing/use-database.ts'
import { apiApp } from '../platform/http/api.ts'
import { readBearer } from '../platform/http/bearer.ts'
import { openApi } from '../platform/http/openapi.ts'
import { TestOffice, type TestPerson } from '../platform/testing/office.ts'
import { apiRoutes } from './api.ts'

const database = useDatabase()
let office: TestOffice
let lead: TestPerson
let counselor: TestPerson
let deskId: string
let bearer: string
const failures: unknown[] = []

beforeEach(async () => {
  office = await TestOffice.open(database)
  const desk = await office.desk(['manager', 'counselor'])
  deskId = desk.id
  ;[lead, counselor] = desk.people as [TestPerson, TestPerson]
  bearer = await newBearer(['cases.read', 'search.run', 'consultations.write'])
})

const newBearer = async (scopes: Parameters<typeof aMachine>[2]) =>
  (await aMachine(office, { id: deskId, lead, answers: counselor }, scopes)).bearer

const app = apiApp({
  routes: apiRoutes,
  callerOf: (c) => ({
    cookie: readBearer(c.req.header('Authorization')),
    isMachine: true,
    isAct: true,
    host: office.host,
    network: 'loopback',
  }),
  onFailure: (error) => failures.push(error),
  description: () => openApi(apiRoutes, '0'),
})

async function ask(
  path: string,
  {
    method = 'GET',
    body,
    key,
    as = bearer,
    headers = {},
  }: {
    method?: string
    body?: unknown
    key?: string
    as?: string | null
    headers?: Record<string, string>
  } = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const length = String(Buffer.byteLength(text ?? ''))
  const answer = await app.request(`/v1${path}`, {
    method,
    headers: {
      ...(as ? { Authorization: `Bearer ${as}` } : {}),
      ...(text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': length }),
      ...(key ? { 'Idempotency-Key': key } : {}),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
  })
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}

test('a case comes with its latest twenty entries, what must never be done, and no whereabouts', async () => {
  const caseId = await aCase(counselor, { family: '見本' })
  for (const memo of ['電話があった', '来所した']) {
    const consultationId = await aConsultation(counselor, { memo, marks: 'f' })
    await attachConsultation(counselor, { caseId, consultationId })
  }
  const { status, body } = await ask(`/cases/${caseId}`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    id: caseId,
    deskId,
    status: 'open',
    client: { name: '見本 花', kana: 'かくう はな' },
    core: { wishes: '子どもと静かに暮らしたい' },
    safety: { never: '自宅の電話にかけない' },
  })
  expect(body.entries.map((one: { consultation: { lines: unknown } }) => one.consultation.lines)).toEqual([
    [{ text: '来所した', kind: 'fact' }],
    [{ text: '電話があった', kind: 'fact' }],
  ])
  expect(body.entries[0].author).toMatch(/^架空/)
  const { rows } = await database.superuser.query(
    "select result, count from audit.event where action = 'case.read' and case_id = $1",
    [caseId],
  )
  expect(rows).toEqual([{ result: 'ok', count: 2 }])
})

test('a case of another desk, one that hides from who answers for it, and none at all are the same', async () => {
  const other = await office.desk(['counselor'])
  const elsewhere = await aCase(other.people[0] as TestPerson)
  const blocked = await aCase(lead)
  await blockPerson(lead, { caseId: blocked, userId: counselor.userId, reason: '相手方の名前と同じ' })
  const answers = await Promise.all(
    [elsewhere, blocked, crypto.randomUUID()].map((id) => ask(`/cases/${id}`)),
  )
  expect(answers.map((one) => one.status)).toEqual([404, 404, 404])
  expect(new Set(answers.map((one) => JSON.stringify(one.body))).size).toBe(1)
  expect((await ask('/cases')).body.cases).toEqual([])
})

test('fifty cases a page, each with number and name, and those of who answers for it alone', async () => {
  for (let i = 0; i < 51; i++) await aCase(counselor)
  const first = await ask('/cases?state=open')
  expect(first.body.cases).toHaveLength(50)
  expect(first.body.cases[0]).toMatchObject({ name: '架空 花', canOpen: true, title: '転居と離婚の相談' })
  const second = await ask(`/cases?state=open&after=${first.body.next}`)
  expect(second.body).toMatchObject({ next: null, cases: [{ status: 'open' }] })
  expect(new Set([...first.body.cases, ...second.body.cases].map((one) => one.id)).size).toBe(51)
  await database.superuser.query('update case_ set assignee_id = $1 where id = $2', [
    counselor.userId,
    second.body.cases[0].id,
  ])
  expect((await ask('/cases?mine=true')).body.cases.map((one: { id: string }) => one.id)).toEqual([
    second.body.cases[0].id,
  ])
})

test('a consultation is recorded once for each key, under the name of the program', async () => {
  const key = crypto.randomUUID()
  const body = { day: '2026-11-20', channel: 'phone', memo: '相談があった', person: { family: '架空' } }
  const first = await ask('/consultations', { method: 'POST', body, key })
  expect(first.status).toBe(200)
  expect((await ask('/consultations', { method: 'POST', body, key })).body).toEqual(first.body)
  expect(
    await ask('/consultations', { method: 'POST', body: { ...body, memo: 'ちがう' }, key }),
  ).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  })
  expect(await ask('/consultations', { method: 'POST', body })).toMatchObject({
    status: 422,
    body: { code: 'invalid', fields: { 'Idempotency-Key': 'invalid_format' } },
  })
  const opened = await openConsultation(lead, { consultationId: first.body.id })
  expect(opened).toMatchObject({ authorName: '見本の連携', record: { lines: [{ text: '相談があった' }] } })
})

test('names are looked up by what is posted; the address takes no words', async () => {
  const caseId = await aCase(counselor, { family: '例示' })
  const found = await ask('/search', { method: 'POST', body: { words: '例示' } })
  expect(found.body).toMatchObject({
    people: { total: 1, shown: [{ caseId, name: '例示 花' }] },
    isCut: false,
  })
  expect(await ask('/search?q=a')).toMatchObject({ status: 405, body: { code: 'not-found' } })
  expect(await ask('/cases?q=a')).toMatchObject({ status: 400, body: { code: 'malformed' } })
})

test('without its scope an address is refused, and the refusal is recorded', async () => {
  const narrow = await newBearer(['cases.read'])
  expect(await ask('/search', { method: 'POST', body: { words: 'a' }, as: narrow })).toMatchObject({
    status: 403,
    body: { code: 'forbidden', type: 'urn:yorube:problem:forbidden' },
  })
  expect((await ask('/cases', { as: narrow })).status).toBe(200)
  const { rows } = await database.superuser.query(
    "select result from audit.event where action = 'search.names' and tenant_id = $1",
    [office.tenantId],
  )
  expect(rows).toEqual([{ result: 'refused' }])
})

test('nobody, a person’s cookie and a mangled bearer are nobody here', async () => {
  const cookie = Buffer.from(counselor.cookie).toString('base64url')
  for (const as of [null, 'yorube_short', `yorube_${cookie}`, cookie, `${bearer}x`]) {
    const answer = await ask('/cases', { as })
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer')
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
  }
  expect((await ask('/cases', { as: null, headers: { Cookie: `yorube=${cookie}` } })).status).toBe(401)
})

test('what is not JSON, too long, or no address of ours is refused in the same way', async () => {
  const post = { method: 'POST', key: crypto.randomUUID() }
  expect(await ask('/consultations', { ...post, body: '{"day": ' })).toMatchObject({ status: 400 })
  expect(await ask('/consultations', { ...post, body: '[]' })).toMatchObject({ status: 400 })
  expect(
    await ask('/consultations', { ...post, body: 'day=1', headers: { 'Content-Type': 'text/plain' } }),
  ).toMatchObject({ status: 415 })
  expect(await ask('/consultations', { ...post, body: `"${'x'.repeat(1024 * 1024)}"` })).toMatchObject({
    status: 413,
  })
  expect(await ask('/consultations', { ...post, body: { day: '?' } })).toMatchObject({
    status: 422,
    body: { fields: { day: 'consultations_error_day' } },
  })
  expect(await ask('/cases/1')).toMatchObject({ status: 422 })
  expect(await ask('/nothing')).toMatchObject({ status: 404 })
  expect(await ask('/cases', { method: 'DELETE' })).toMatchObject({ status: 405 })
  expect(failures).toEqual([])
})

test('of a long body nothing is kept before its sender is known, nor of one that does not say how long it is', async () => {
  const post = { method: 'POST', key: crypto.randomUUID() }
  const body = `"${'x'.repeat(100_000)}"`
  const madeUp = `yorube_${Buffer.from(new Uint8Array(32).fill(1)).toString('base64url')}`
  // Whoever read it would find that it is no object (400).
  expect(await ask('/consultations', { ...post, body, as: madeUp })).toMatchObject({
    status: 401,
    body: { code: 'not-signed-in' },
  })
  expect(await ask('/consultations', { ...post, body })).toMatchObject({ status: 400 })
  const chunked = { 'Transfer-Encoding': 'chunked' }
  expect(await ask('/consultations', { ...post, body: '[]', headers: chunked })).toMatchObject({
    status: 411,
    body: { code: 'length-required', title: 'Say with Content-Length how long the body is.' },
  })
})

test('the description names every address, with what goes in and what comes out', async () => {
  const { body } = await ask('/openapi.json', { as: null })
  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths).sort()).toEqual(['/cases', '/cases/{caseId}', '/consultations', '/search'])
  const record = body.paths['/consultations'].post
  expect(record.parameters).toMatchObject([{ name: 'Idempotency-Key', in: 'header', required: true }])
  expect(record.requestBody.content['application/json'].schema).toMatchObject({
    properties: { day: { type: 'string' }, channel: { type: 'string' } },
    required: ['day'],
  })
  const read = body.paths['/cases/{caseId}'].get.responses[200].content['application/json'].schema
  expect(read.properties.movedAt).toEqual({ type: 'string', format: 'date-time' })
  expect(read.properties.entries.items.properties.consultation).toBeDefined()
})
