import { expect, test } from 'vitest'
import { Audience, type Listener } from './audience.ts'

function windowOf(sessionId: string, onClose = () => {}): Listener & { heard: number } {
  const listener = {
    ...{ tenantId: 't', sessionId, heard: 0, addresses: new Set(['her desk']) },
    hear: () => {
      listener.heard += 1
    },
    close: onClose,
  }
  return listener
}

test('one session leaves room for everybody else: its oldest windows close', () => {
  const audience = new Audience()
  const closed: number[] = []
  const windows = Array.from({ length: 2_000 }, (_, at) => windowOf('hers', () => closed.push(at)))
  const colleague = windowOf('a colleague')
  audience.join(colleague)
  for (const one of windows) audience.join(one)
  expect(audience.isFull).toBe(false)
  expect(closed).toEqual(Array.from({ length: 1_992 }, (_, at) => at))
  audience.wake('t', 'her desk')
  expect(windows.map((one) => one.heard)).toEqual(windows.map((_, at) => (at < 1_992 ? 0 : 1)))
  expect(colleague.heard).toBe(1)
})

test('a window that was left gives its place back', () => {
  const audience = new Audience()
  const closed: string[] = []
  const leave = audience.join(windowOf('hers', () => closed.push('first')))
  leave()
  for (let at = 0; at < 8; at += 1) audience.join(windowOf('hers', () => closed.push('later')))
  expect(closed).toEqual([])
})

test('a process takes as many as were said, and no more', () => {
  const audience = new Audience(2)
  audience.join(windowOf('one'))
  expect(audience.isFull).toBe(false)
  audience.join(windowOf('another'))
  expect(audience.isFull).toBe(true)
})
