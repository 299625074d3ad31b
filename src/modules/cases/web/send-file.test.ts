import { expect, test } from 'vitest'
import { answerOf } from './send-file.ts'

test('the file door is understood, and whatever stands in front of it', () => {
  expect(answerOf(200, '{"failed":null}')).toEqual({ kind: 'taken' })
  expect(answerOf(413, '{"failed":"cases_error_file_too_large"}')).toEqual({
    kind: 'refused',
    key: 'cases_error_file_too_large',
  })
  expect(answerOf(401, '{"failed":"error_not_signed_in"}')).toEqual({ kind: 'signed-out' })
  expect(answerOf(503, '{"failed":"error_unavailable"}')).toEqual({ kind: 'unreachable' })
  expect(answerOf(502, '<html>Bad Gateway</html>')).toEqual({ kind: 'unreachable' })
})
