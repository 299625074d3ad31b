import { useEffect, useRef } from 'react'
import type { FormFailure } from '../../../platform/http/page.ts'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { valueAt } from '../../../ui/form/value-at.ts'
import { Notice } from '../../../ui/notice.tsx'
import { wordsOf } from './words-of.ts'

export interface Answer {
  failure: FormFailure['failure'] | undefined
  values: Record<string, unknown>
  done: unknown
  /** The sentence of a key that came with the failure. */
  say: (key: string) => string
  /** The complaint about one field, in words. */
  errorOf: (name: string) => string | undefined
  /** What the person typed before it was refused, at a path such as `core.title`. */
  typed: (name: string) => string | undefined
}

/** `say` where a page has answers of its own. */
export function useAnswer(say = wordsOf): Answer {
  const answer = useFormAnswer<Partial<FormFailure> & { done?: unknown }>()
  const failure = answer?.failure
  const values = answer?.values ?? {}
  return {
    failure,
    values,
    done: answer?.done,
    say,
    errorOf: (name) => (failure?.fields[name] ? say(failure.fields[name]) : undefined),
    typed: (name) => (failure ? textAt(values, name) : undefined),
  }
}

/** For a form that was not the one sent. */
export const untouched: Answer = {
  failure: undefined,
  values: {},
  done: undefined,
  say: wordsOf,
  errorOf: () => undefined,
  typed: () => undefined,
}

/** An answer belongs to the form that was sent; the others on the page are as they were. */
export function ofForm(answer: Answer, ...intents: readonly string[]): Answer {
  return intents.includes(String(answer.values.intent)) ? answer : untouched
}

function textAt(values: unknown, path: string): string {
  const value = valueAt(values, path)
  return typeof value === 'string' ? value : ''
}

/** The error summary, or the one sentence that says why it was not done. */
export function FailureNotice({ answer }: { answer: Answer }) {
  const { failure, say } = answer
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failure) box.current?.focus()
  }, [failure])
  if (!failure) return null
  const fields = Object.entries(failure.fields)
  if (fields.length > 0)
    return <ErrorSummary errors={fields.map(([id, key]) => ({ id, message: say(key) }))} />
  return (
    <div ref={box} tabIndex={-1}>
      <Notice tone={failure.code === 'conflict' ? 'warning' : 'error'} title={say(failure.key)} live />
    </div>
  )
}
