import { data, UNSAFE_ErrorResponseImpl as ErrorResponse, redirect } from 'react-router'
import { expect, test } from 'vitest'
import { outcomeOf } from './keep-the-page.ts'

const done = (result: unknown) => outcomeOf({ 'a-route': { type: 'data', result } })
const failed = (result: unknown) => outcomeOf({ 'a-route': { type: 'error', result } })
const refusal = (code: string) => ({
  failure: { code, key: `error_${code}`, fields: {}, facts: {} },
  values: {},
})

test('what the server has answered for itself is the page’s affair', () => {
  expect(done(data({ done: { id: '1' } }, 200))).toBe('taken')
  expect(failed(redirect('/cases/1', 303))).toBe('taken')
  expect(done(data(refusal('conflict'), 409))).toBe('refused')
  expect(done(data(refusal('invalid'), 422))).toBe('refused')
  expect(failed(new ErrorResponse(404, '', refusal('not-found')))).toBe('refused')
  expect(failed(redirect('/pledge?back=%2Ftoday'))).toBe('refused')
})

test('without an answer nothing was taken, whatever stands between here and the server', () => {
  // As React Router hands it on: what an action threw, wrapped with the status it never had.
  expect(failed(data(new TypeError('Failed to fetch')))).toBe('unreachable')
  expect(failed(data(new Error('Unable to decode turbo-stream response')))).toBe('unreachable')
  expect(failed(new ErrorResponse(502, 'Bad Gateway', '<html>'))).toBe('unreachable')
  expect(failed(new ErrorResponse(503, '', 'starting'))).toBe('unreachable')
})

test('a server that cannot take it says why', () => {
  expect(done(data(refusal('unavailable'), 503))).toBe('unavailable')
  expect(done(data(refusal('busy'), 503))).toBe('unavailable')
  expect(failed(new ErrorResponse(503, '', refusal('unavailable')))).toBe('unavailable')
  expect(failed(data(new Error('Unexpected Server Error')))).toBe('broken')
  expect(failed(new ErrorResponse(413, '', '<html>'))).toBe('too-large')
})

test('an ended session and a password asked for lead nowhere but back; signing out is no ended session', () => {
  expect(failed(redirect('/sign-in?back=%2Fcases'))).toBe('signed-out')
  expect(failed(redirect('/step-up?back=%2Faccounts%2Finvite'))).toBe('step-up')
  expect(failed(redirect('/sign-in'))).toBe('taken')
  expect(failed(redirect('/sign-in?back=%2Fsign-out'))).toBe('taken')
})

test('of several readings the one that went wrong counts', () => {
  expect(
    outcomeOf({
      shell: { type: 'data', result: { me: {} } },
      page: { type: 'error', result: new TypeError('Failed to fetch') },
    }),
  ).toBe('unreachable')
})
