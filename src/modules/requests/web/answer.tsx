import type { FormFailure } from '../../../platform/http/page.ts'
import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { valueAt } from '../../../ui/form/value-at.ts'
import { Notice } from '../../../ui/notice.tsx'
import { sentence } from './sentences.ts'

export interface Answer {
  /** Which button was pressed. */
  intent: string
  failure: FormFailure['failure'] | undefined
  done: unknown
  /** The complaint about one field, in words. */
  errorOf(name: string): string | undefined
  /** What was typed before it was refused, at a path such as `items.3.value`; undefined when nothing was. */
  typed(path: string): string | undefined
  typedList(path: string): string[]
}

export function useAnswer(): Answer {
  const answer = useFormAnswer<Partial<FormFailure> & { done?: unknown }>()
  const failure = answer?.failure
  return {
    intent: String(answer?.values?.intent ?? ''),
    failure,
    done: answer?.done,
    errorOf: (name) => (failure?.fields[name] ? sentence(failure.fields[name]) : undefined),
    typed(path) {
      const value = valueAt(answer?.values, path)
      return failure ? (typeof value === 'string' ? value : '') : undefined
    },
    typedList(path) {
      const value = valueAt(answer?.values, path)
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
    },
  }
}

const untouched: Answer = {
  intent: '',
  failure: undefined,
  done: undefined,
  errorOf: () => undefined,
  typed: () => undefined,
  typedList: () => [],
}

/** An answer belongs to the form that was sent; the others on the page are as they were. */
export function ofForm(answer: Answer, ...intents: readonly string[]): Answer {
  return intents.includes(answer.intent) ? answer : untouched
}

export function isConflict({ failure }: Answer): boolean {
  return failure?.code === 'conflict'
}

/** Above a form: the fields that need another look, or the one sentence that says why it was not done. */
export function Problem({ answer }: { answer: Answer }) {
  const { failure } = answer
  if (!failure) return null
  const fields = Object.entries(failure.fields)
  if (fields.length > 0)
    return <ErrorSummary errors={fields.map(([id, key]) => ({ id, message: sentence(key) }))} />
  return (
    <div role="alert">
      <Notice tone={failure.code === 'conflict' ? 'warning' : 'error'} title={sentence(failure.key)} />
    </div>
  )
}
