import { z } from 'zod'
import { defineUseCase } from './use-case.ts'

/**
 * Checked by tsc alone and never run: each of these leaves out one part of a use-case, and none may compile. If one
 * does, its `@ts-expect-error` is unused, which is an error itself.
 */
const whole = {
  name: 'type-test.whole',
  permission: 'own.account',
  purpose: 'own-account',
  input: z.object({ id: z.uuid() }),
  subject: (_input: { id: string }) => ({}),
  run: async () => ({ seen: true }),
  audit: (_result: { seen: boolean }) => ({}),
  output: z.object({ seen: z.boolean() }),
} as const

export function complete() {
  return defineUseCase(whole)
}

export function incomplete() {
  const { name: _name, ...unnamed } = whole
  // @ts-expect-error no name
  defineUseCase(unnamed)
  const { permission: _permission, ...unpermitted } = whole
  // @ts-expect-error nobody says who may
  defineUseCase(unpermitted)
  const { purpose: _purpose, ...purposeless } = whole
  // @ts-expect-error nobody says why
  defineUseCase(purposeless)
  const { input: _input, ...unparsed } = whole
  // @ts-expect-error whatever comes is taken
  defineUseCase(unparsed)
  const { subject: _subject, ...subjectless } = whole
  // @ts-expect-error a refusal would be recorded about nothing
  defineUseCase(subjectless)
  const { run: _run, ...idle } = whole
  // @ts-expect-error nothing is done
  defineUseCase(idle)
  const { audit: _audit, ...unrecorded } = whole
  // @ts-expect-error nothing is recorded
  defineUseCase(unrecorded)
  const { output: _output, ...open } = whole
  // @ts-expect-error anything may leave
  defineUseCase(open)
  // @ts-expect-error a permission that nobody reviewed
  defineUseCase({ ...whole, permission: 'case.everything' })
}
