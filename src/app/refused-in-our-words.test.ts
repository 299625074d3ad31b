import { expect, test } from 'vitest'
import { inOurWords } from './refused-in-our-words.ts'

const door = 'https://yorube.example.jp/sign-in/key'
const refused = (status = 409) =>
  Response.json(
    { failure: { code: 'refused', key: 'accounts_passkey_needs_name', fields: {}, facts: { seconds: 3 } } },
    { status },
  )
const asking = (headers: Record<string, string> = {}, url = door) =>
  new Request(url, { method: 'POST', headers })

test('a script that asks for JSON is told which refusal it is, and no more', async () => {
  const answer = await inOurWords(refused(), asking({ Accept: 'application/json' }), 'n')
  expect([answer.status, answer.headers.get('Content-Type'), answer.headers.get('Cache-Control')]).toEqual([
    409,
    'application/json',
    'no-store',
  ])
  expect(await answer.json()).toEqual({ failure: { code: 'refused', key: 'accounts_passkey_needs_name' } })
})

test('whoever opens such an address by hand reads the calm page', async () => {
  for (const headers of [{}, { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, { Accept: '*/*' }]) {
    const answer = await inOurWords(refused(), asking(headers as Record<string, string>), 'n')
    expect(answer.headers.get('Content-Type')).toMatch('text/html')
  }
})

test('what is no refusal of ours is never passed on, whatever is asked for', async () => {
  for (const odd of [
    Response.json({ failure: { code: 7, key: 'x' } }, { status: 409 }),
    Response.json({ message: 'at /srv/app.js:3' }, { status: 500 }),
    new Response('Unexpected Server Error', { status: 500 }),
  ]) {
    const answer = await inOurWords(odd, asking({ Accept: 'application/json' }), 'n')
    expect(answer.headers.get('Content-Type')).toMatch('text/html')
    expect(await answer.text()).not.toContain('srv')
  }
  const reading = new Request(door, { headers: { Accept: 'application/json' } })
  const wrongMethod = new Response('{}', { status: 400, statusText: 'Bad Request' })
  expect((await inOurWords(wrongMethod, reading, 'n')).headers.get('Allow')).toBe('POST')
})

test('pages, their data and what went well stay as they are', async () => {
  const page = new Response('<p>', { status: 404, headers: { 'Content-Type': 'text/html; charset=utf-8' } })
  expect(await inOurWords(page, asking(), 'n')).toBe(page)
  const data = refused()
  expect(await inOurWords(data, asking({}, 'https://yorube.example.jp/cases.data'), 'n')).toBe(data)
  const fine = Response.json({ done: {} })
  expect(await inOurWords(fine, asking(), 'n')).toBe(fine)
})
