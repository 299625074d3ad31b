import { expect, test } from 'vitest'
import { networkNames } from './network-of.ts'

const nameOf = networkNames([])

test('an office is one network, its neighbour another', () => {
  expect(nameOf('192.0.2.7')).toBe(nameOf('192.0.2.250'))
  expect(nameOf('192.0.2.7')).not.toBe(nameOf('192.0.3.7'))
  expect(nameOf('2001:db8:1:2::5')).toBe(nameOf('2001:0DB8:0001:ffff::9'))
  expect(nameOf('2001:db8:1::5')).not.toBe(nameOf('2001:db8:2::5'))
  expect(nameOf('2001:db8::5')).toBe(nameOf('2001:db8:0:77::1'))
})

test('the same address written otherwise is the same network', () => {
  expect(nameOf('::ffff:192.0.2.7')).toBe(nameOf('192.0.2.7'))
  expect(nameOf('fe80::1%eth0')).toBe(nameOf('fe80::2'))
})

test('a browser that goes to localhost by another of its addresses stays where it was', () => {
  expect(new Set(['127.0.0.1', '::1', '127.8.0.1', '::ffff:127.0.0.1'].map(nameOf)).size).toBe(1)
  expect(nameOf('127.0.0.1')).not.toBe(nameOf('10.0.0.1'))
})

test('addresses that an office has named count as one, whatever their family', () => {
  const named = networkNames([['203.0.113.4', '198.51.100.0/26', '2001:db8:7::/56'], ['192.0.2.0/24']])
  const head = ['203.0.113.4', '198.51.100.9', '2001:db8:7:11::1', '::ffff:203.0.113.4'].map(named)
  expect(new Set(head).size).toBe(1)
  expect(named('192.0.2.1')).not.toBe(head[0])
  // Their neighbours are not named with them.
  expect(named('203.0.113.5')).not.toBe(head[0])
  expect(named('198.51.100.70')).not.toBe(head[0])
})

test('what is no address is a network of its own', () => {
  expect(new Set(['', 'unknown', 'a.b.c.d'].map(nameOf)).size).toBe(1)
  expect(nameOf('')).not.toBe(nameOf('0.0.0.0'))
})
