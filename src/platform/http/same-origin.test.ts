import { expect, test } from 'vitest'
import { isForeignWrite, isKnownMethod } from './same-origin.ts'

const url = 'https://desk.example/cases'
const post = (headers: Record<string, string>) =>
  isForeignWrite(new Request(url, { method: 'POST', headers }))

test('our own page may write', () => {
  expect(post({ Origin: 'https://desk.example', 'Sec-Fetch-Site': 'same-origin' })).toBe(false)
  expect(post({ Origin: 'https://desk.example' })).toBe(false)
})

test('a write without an Origin, from elsewhere, or over another scheme or port is refused', () => {
  expect(post({})).toBe(true)
  expect(post({ Origin: 'null' })).toBe(true)
  expect(post({ Origin: 'https://evil.example' })).toBe(true)
  expect(post({ Origin: 'http://desk.example' })).toBe(true)
  expect(post({ Origin: 'https://desk.example:8443' })).toBe(true)
  expect(post({ Origin: 'https://desk.example', 'Sec-Fetch-Site': 'same-site' })).toBe(true)
})

test('reading is not a write', () => {
  expect(isForeignWrite(new Request(url, { headers: { Origin: 'https://evil.example' } }))).toBe(false)
})

test('only what a browser sends from a page is a method here', () => {
  expect(['GET', 'HEAD', 'POST'].every(isKnownMethod)).toBe(true)
  expect(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'].some(isKnownMethod)).toBe(false)
})
