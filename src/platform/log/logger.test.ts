import { expect, test } from 'vitest'
import { traceOf } from './logger.ts'

test('a trace keeps where an error happened and drops what it quoted', () => {
  const error = Object.assign(new Error('Key (phone)=(090-0000-0000)\n already exists'), { code: '23505' })
  const trace = traceOf(error)
  expect(trace).toMatchObject({ name: 'Error', code: '23505' })
  expect(trace.frames[0]).toContain('logger.test.ts')
  expect(JSON.stringify(trace)).not.toContain('090')
})
