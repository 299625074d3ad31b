/** The closed set of what can go wrong. `key` names a sentence of the catalogue; nothing here carries content. */
export const errorCodes = {
  invalid: 422,
  /** The address or the body itself, where no field could be named. */
  malformed: 400,
  'not-signed-in': 401,
  forbidden: 403,
  'step-up-required': 403,
  'acknowledgement-required': 403,
  'not-found': 404,
  /** No tenant has the host name that was asked for. */
  'wrong-host': 421,
  conflict: 409,
  // A key or a record that was altered: nothing was shown and nothing was done.
  unopenable: 423,
  refused: 409,
  /** The sender does not say beforehand how long the body is. */
  'length-required': 411,
  'too-large': 413,
  unsupported: 415,
  'too-many': 429,
  /** So many records were opened today that somebody who leads must agree to more. */
  'read-limit': 429,
  busy: 503,
  unavailable: 503,
  internal: 500,
} as const

export type ErrorCode = keyof typeof errorCodes

/** Catalogue keys of one field's complaints, by the field's path in the input. */
export type FieldErrors = Readonly<Record<string, string>>

export class AppError extends Error {
  readonly code: ErrorCode
  readonly key: string
  readonly fields: FieldErrors
  /** Plain facts the page may need (a current revision, seconds to wait); never content. */
  readonly facts: Readonly<Record<string, string | number>>
  /** What stands sealed in the line of the refusal, for auditors alone; shown to nobody else. */
  readonly forAuditors: string | undefined

  constructor(
    code: ErrorCode,
    key: string = `error_${code.replaceAll('-', '_')}`,
    more: { fields?: FieldErrors; facts?: Record<string, string | number>; forAuditors?: string } = {},
  ) {
    super(key)
    this.name = 'AppError'
    this.code = code
    this.key = key
    this.fields = more.fields ?? {}
    this.facts = more.facts ?? {}
    this.forAuditors = more.forAuditors
  }

  get status(): number {
    return errorCodes[this.code]
  }
}

export function isAppError(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError
}
