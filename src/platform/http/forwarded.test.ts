import { expect, test } from 'vitest'
import { clientAddress, originalRequest, trustedProxies } from './forwarded.ts'

const seen = (headers: Record<string, string>, trustProxy: boolean, url = 'http://desk.example/cases?q=1') =>
  originalRequest(new Request(url, { headers }), trustProxy).url

test('a trusted proxy may say that the browser used https', () => {
  expect(seen({ 'X-Forwarded-Proto': 'https' }, true)).toBe('https://desk.example/cases?q=1')
  expect(seen({ 'X-Forwarded-Proto': 'https' }, true, 'http://desk.example:8443/')).toBe(
    'https://desk.example:8443/',
  )
})

test('nobody else may, and only the scheme is taken from it', () => {
  expect(seen({ 'X-Forwarded-Proto': 'https' }, false)).toBe('http://desk.example/cases?q=1')
  expect(seen({ 'X-Forwarded-Proto': 'javascript' }, true)).toBe('http://desk.example/cases?q=1')
  expect(seen({ 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.example' }, true)).toBe(
    'https://desk.example/cases?q=1',
  )
})

test('the body of a rebuilt request arrives', async () => {
  const form = new Request('http://desk.example/', {
    method: 'POST',
    body: 'a=1',
    headers: { 'X-Forwarded-Proto': 'https', 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  const rebuilt = originalRequest(form, true)
  expect(rebuilt.method).toBe('POST')
  expect((await rebuilt.formData()).get('a')).toBe('1')
})

const isTrusted = trustedProxies(['10.0.0.0/8', '::1'])
const client = (address: string, hops: string) =>
  clientAddress(
    new Request('http://desk.example/', { headers: { 'X-Forwarded-For': hops } }),
    { address },
    isTrusted,
  )

test('the client is the last hop that no proxy of ours added', () => {
  expect(client('10.0.0.1', '203.0.113.9, 198.51.100.7, 10.0.0.2')).toBe('198.51.100.7')
  expect(client('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7')
  expect(client('::ffff:10.0.0.1', 'not an address')).toBe('::ffff:10.0.0.1')
})

test('also where a proxy writes its port', () => {
  expect(client('10.0.0.1', '203.0.113.9, 198.51.100.7:51234')).toBe('198.51.100.7')
  expect(client('10.0.0.1', '203.0.113.9, [2001:db8::7]:443, [::1]:80')).toBe('2001:db8::7')
  expect(client('10.0.0.1', '203.0.113.9, [2001:db8::7], 10.0.0.2:8080')).toBe('2001:db8::7')
})

test.each([
  'unknown',
  '_hidden',
  '',
  '198.51.100.7:',
  '198.51.100.7:512345',
  '[198.51.100.7]:80',
  '[2001:db8::7',
  '"198.51.100.7"',
])('nothing is believed that stands before %j', (last) => {
  expect(client('10.0.0.1', `203.0.113.9, ${last}`)).toBe('10.0.0.1')
  expect(client('10.0.0.1', `203.0.113.9, ${last}, 10.0.0.2`)).toBe('10.0.0.1')
})
