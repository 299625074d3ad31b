import { data, redirect } from 'react-router'
import type { Caller } from '../actor.ts'
import { AppError, isAppError } from '../errors.ts'
import { mostFields } from './form-input.ts'
import { holdBody, knownBearer, mostOfAnybody } from './posted-body.ts'
import { fieldsOf, hasMoreFields, isForm } from './posted-fields.ts'

/** A directory file of 1 MB comes back with its confirmation in base64url; the staff server lets other pages have less. */
export const mostOfForm = 1536 * 1024
/** The largest form that is sent without a session is that of the first start, some twenty fields. */
const fieldsOfAnybody = 200

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

/**
 * What was posted, if it is a form at all, for as long as it is worked with. What cannot be taken is a calm page, not the page
 * of the form: there is no input to keep.
 */
export async function withPostedForm<Answer>(
  request: Request,
  caller: Caller | null,
  act: (form: FormData) => Promise<Answer>,
): Promise<Answer> {
  const type = request.headers.get('Content-Type')
  const calmly = (error: unknown) => {
    throw pageFailure(error, request)
  }
  if (!isForm(type)) throw pageFailure(new AppError('unsupported'), request)
  const { content, leave } = await holdBody(request, caller, caller ? mostOfForm : mostOfAnybody, (bytes) =>
    formOf(bytes, type, caller),
  ).catch(calmly)
  try {
    return await act(content)
  } finally {
    leave()
  }
}

/** Many fields are taken apart for a session that the database knows, and for nobody else (`not-signed-in`). */
async function formOf(
  bytes: Uint8Array<ArrayBuffer>,
  type: string | null,
  caller: Caller | null,
): Promise<FormData> {
  if (hasMoreFields(bytes, type, fieldsOfAnybody)) await knownBearer(caller)
  return fieldsOf(bytes, type, mostFields)
}
