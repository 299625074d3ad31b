import { ErrorSummary } from '../../../ui/form/error-summary.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { Answer } from './failure.ts'

/** What went wrong, above the form: field by field, or in one sentence. */
export function Problem({ answer }: { answer: Pick<Answer<unknown>, 'errors' | 'problem'> }) {
  return (
    <>
      <ErrorSummary errors={answer.errors} />
      {answer.problem ? (
        <div role="alert">
          <Notice tone="error" title={answer.problem} />
        </div>
      ) : null}
    </>
  )
}
