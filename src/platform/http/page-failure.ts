import { data, redirect } from 'react-router'
import { AppError, isAppError } from '../errors.ts'

/** Errors become a way on (sign in, step up, acknowledge) or a calm page; anything unknown stays unknown to the reader. */
export function pageFailure(error: unknown, request: Request): unknown {
  if (!isAppError(error)) return error
  const { pathname, search } = new URL(request.url)
  const back = encodeURIComponent(pathname.replace(/\.data$/, '') + withoutOwn(search))
  if (error.code === 'not-signed-in') return redirect(`/sign-in?back=${back}`)
  if (error.code === 'step-up-required')
    return redirect(`/step-up?back=${back}${error.key === 'error_reads_ask' ? '&why=reads' : ''}`)
  if (error.code === 'acknowledgement-required') return redirect(`/pledge?back=${back}`)
  return data(failureOf(error), { status: error.status })
}

/**
 * A reading gets its input from the address alone, so what is wrong with it is wrong there: in the path there is no such
 * page; in the query there is one, but not with these conditions, and the calm page leads to it without them.
 */
export function addressFailure(
  error: unknown,
  { params, request }: { params: object; request: Request },
): unknown {
  if (!isAppError(error) || error.code !== 'invalid') return error
  const isInPath = Object.keys(error.fields).some((field) => (field.split('.')[0] ?? '') in params)
  const hasQuery = withoutOwn(new URL(request.url).search).length > 1
  return new AppError(isInPath || !hasQuery ? 'not-found' : 'malformed')
}

export function failureOf(error: AppError) {
  return { failure: { code: error.code, key: error.key, fields: error.fields, facts: error.facts } }
}

/** React Router adds a parameter of its own when it fetches a page's data. */
function withoutOwn(search: string): string {
  return search.replace(/[?&]_routes=[^&]*/, '')
}

const formTypes = /^(multipart\/form-data|application\/x-www-form-urlencoded)(;|$)/i

/** What was posted, if it is a form at all. */
export async function postedForm(request: Request): Promise<FormData> {
  const isForm = formTypes.test(request.headers.get('Content-Type') ?? '')
  if (!isForm) throw refused('unsupported')
  return request.formData().catch(() => {
    throw refused('malformed')
  })
}

/** A calm page, not the page of the form: there is no input to keep. */
function refused(code: 'unsupported' | 'malformed') {
  const error = new AppError(code)
  return data(failureOf(error), { status: error.status })
}
