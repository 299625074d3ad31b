import { Notice } from '../notice.tsx'
import { ErrorSummary, type FieldError } from './error-summary.tsx'

interface FormProblemProps {
  answer: {
    errors: readonly FieldError[]
    /** Where no single field is to blame. */
    problem: string | undefined
  }
}

/** What went wrong, above the form: field by field, or in one sentence. */
export function FormProblem({ answer: { errors, problem } }: FormProblemProps) {
  return (
    <>
      <ErrorSummary errors={errors} />
      {problem ? (
        <div role="alert">
          <Notice tone="error" title={problem} />
        </div>
      ) : null}
    </>
  )
}
