import type { z } from 'zod'
import type { Entrance } from '../../../platform/entrance.ts'
import { AppError } from '../../../platform/errors.ts'
import type { FormFailure } from '../../../platform/http/page.ts'
import type { UseCase } from '../../../platform/use-case.ts'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { complaint } from './account-words.ts'
import { waitWord } from './wait-word.ts'

export interface Answer<Done> {
  done: Done | undefined
  /** What to say above the form; undefined when fields say it. */
  problem: string | undefined
  errorOf(field: string): string | undefined
  errors: { id: string; message: string }[]
  valueOf(field: string): string
  /** Of a group of boxes. */
  valuesOf(field: string): string[]
}

/** What the page's last action answered, in words. */
export function useAnswer<Done>(): Answer<Done> {
  const data = useFormAnswer<{ done?: Done } | FormFailure>()
  const failure = data && 'failure' in data ? data.failure : undefined
  const values = data && 'values' in data ? data.values : {}
  const fields = Object.entries(failure?.fields ?? {}).filter(([id]) => id !== '_')
  const errors = fields.map(([id, key]) => ({ id, message: complaint(key, true) }))
  return {
    done: data && 'done' in data ? data.done : undefined,
    problem: failure && errors.length === 0 ? problemOf(failure) : undefined,
    errorOf: (field) => errors.find((one) => one.id === field)?.message,
    errors,
    valueOf: (field) => (typeof values[field] === 'string' ? values[field] : ''),
    valuesOf: (field) => [values[field] ?? []].flat().map(String),
  }
}

function problemOf(failure: FormFailure['failure']): string {
  const { seconds } = failure.facts
  return failure.code === 'too-many' && typeof seconds === 'number'
    ? waitWord(seconds)
    : complaint(failure.key)
}

export type OutputOf<U extends UseCase> = z.output<U['definition']['output']>
export type EntranceOutput<E extends Entrance> = z.output<E['entrance']['output']>

/** A try that was counted and recorded becomes what the form shows; anything else passes. */
export function orRefused<Outcome extends { kind: string }>(
  outcome: Outcome,
  key = 'accounts_sign_in_wrong',
): Exclude<Outcome, { kind: 'wait' | 'wrong' | 'damaged' }> {
  if (outcome.kind === 'wait' && 'seconds' in outcome)
    throw new AppError('too-many', 'error_too_many', { facts: { seconds: Number(outcome.seconds) } })
  if (outcome.kind === 'wrong') throw new AppError('refused', key)
  if (outcome.kind === 'damaged') throw new AppError('unopenable', 'accounts_key_altered')
  return outcome as Exclude<Outcome, { kind: 'wait' | 'wrong' | 'damaged' }>
}
