import { expect, test } from 'vitest'
import { accessFromEnvironment, accessFromUrl, isDatabaseUrl } from './access.ts'

test('a server on this machine is reached without TLS, one elsewhere only with a verified certificate', () => {
  expect(accessFromUrl('postgres://u:p%40ss@localhost/y')).toEqual({
    host: 'localhost',
    port: 5432,
    database: 'y',
    ssl: false,
    user: 'u',
    password: 'p@ss',
  })
  expect(accessFromUrl('postgres://u@[::1]:5433/y')).toMatchObject({ host: '::1', port: 5433, ssl: false })
  expect(accessFromUrl('postgres://u@db.city.example/y')).toMatchObject({ ssl: true })
  expect(accessFromUrl('postgres://u@db.city.example/y?sslmode=require')).toMatchObject({ ssl: true })
  expect(accessFromUrl('postgres://u@db.city.example/y?sslmode=disable')).toMatchObject({ ssl: false })
})

test('the folder of a unix socket may be named', () => {
  expect(accessFromUrl('postgres:///y?host=/var/run/postgresql')).toMatchObject({
    host: '/var/run/postgresql',
    database: 'y',
  })
})

test('a process without YORUBE_DB does not guess', () => {
  expect(() => accessFromEnvironment({})).toThrow()
})

test('several servers of one cluster may be named, as libpq writes them', () => {
  expect(accessFromUrl('postgres://u:p@one.example:5433,two.example/y')).toEqual({
    host: 'one.example',
    port: 5433,
    database: 'y',
    ssl: true,
    user: 'u',
    password: 'p',
    others: [{ host: 'two.example', port: 5432 }],
  })
  expect(accessFromUrl('postgres://u@127.0.0.1:1,127.0.0.1:2/y')).toMatchObject({ ssl: false, port: 1 })
  for (const wrong of ['postgres://u@one:x,two/y', 'http://one/y', 'postgres://u@one:1,two words/y'])
    expect(isDatabaseUrl(wrong), wrong).toBe(false)
  expect(isDatabaseUrl('postgres:///y?host=/var/run/postgresql')).toBe(true)
})
