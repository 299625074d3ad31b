import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseInput } from './readable-input.ts'

const Input = z.object({ words: z.string().optional(), list: z.array(z.string()).default([]) })

test('what holds a zero anywhere is refused, whatever the schema lets through', () => {
  expect(parseInput(Input, { words: 'a' }).success).toBe(true)
  for (const given of [{ words: 'a\0' }, { list: ['x', '\0'] }, { 'a\0': 1 }, '\0'])
    expect(parseInput(Input, given).success).toBe(false)
  expect(parseInput(z.object({ file: z.instanceof(Uint8Array) }), { file: new Uint8Array(3) }).success).toBe(
    true,
  )
})

test('half a character, as JSON can bring it, is refused before it reaches a seal; a whole one is not', () => {
  for (const given of [{ words: '\ud83d' }, { list: ['\udc69'] }, { '\ud800': 1 }])
    expect(parseInput(Input, given).success).toBe(false)
  expect(parseInput(Input, { words: '\u{1f469}' }).success).toBe(true)
})
