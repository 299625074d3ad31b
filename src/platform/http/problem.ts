import { z } from 'zod'
import { type AppError, type ErrorCode, errorCodes } from '../errors.ts'

/** A refusal as programs read it (RFC 9457). Codes are closed; nothing here repeats what was sent. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
  /** By the path of each field that was not understood, a key of why. */
  fields: z.record(z.string(), z.string()).optional(),
})

const titles: Record<ErrorCode, string> = {
  invalid: 'Some fields were not understood.',
  malformed: 'The address or the body could not be read.',
  'not-signed-in': 'The bearer is missing, unknown, over or ended.',
  forbidden: 'The bearer does not carry the scope.',
  'step-up-required': 'This takes a person.',
  'acknowledgement-required': 'This takes a person.',
  'not-found': 'There is nothing here, or not for this bearer.',
  'wrong-host': 'No office has this host name.',
  conflict: 'Something else was done meanwhile, or was sent with this key before.',
  unopenable: 'A key or a record was altered; nothing was done.',
  refused: 'A rule of the office refuses this.',
  'length-required': 'Say with Content-Length how long the body is.',
  'too-large': 'The body is too large.',
  unsupported: 'Send application/json.',
  'read-limit': 'The number of records for today is reached; a lead of the desk may allow more.',
  'too-many': 'Too many requests; try again later.',
  busy: 'Too much is going on; try again soon.',
  unavailable: 'The database is away; try again soon.',
  internal: 'Something went wrong here.',
}

export function problemOf(error: AppError, status: number): z.output<typeof Problem> {
  const fields = Object.keys(error.fields).length > 0 ? { fields: { ...error.fields } } : {}
  return {
    type: `urn:yorube:problem:${error.code}`,
    title: titles[error.code],
    status,
    code: error.code,
    ...fields,
  }
}
