import { AppError } from '../errors.ts'

/** Bytes of what stands before the content of one part: its field, the name of a file, its type. */
const longestHead = 8 * 1024

const urlEncoded = /^application\/x-www-form-urlencoded(;|$)/i
const multipart = /^multipart\/form-data\s*;\s*boundary=(?:"([\w'()+,./:=?-]{1,70})"|([\w'+.-]{1,70}))\s*$/i

interface Kind {
  /** As the parser is told, so that it and we go by the same boundary. */
  type: string
  /** What stands between its fields. */
  mark: Buffer
  hasHeads: boolean
  /** Of so many fields: one less than there are between them, one more where they stand around each. */
  marksOf: (fields: number) => number
}

function kindOf(type: string): Kind | null {
  if (urlEncoded.test(type))
    return {
      type: 'application/x-www-form-urlencoded',
      mark: Buffer.from('&'),
      hasHeads: false,
      marksOf: (fields) => fields - 1,
    }
  const [, quoted, plain] = multipart.exec(type) ?? []
  const boundary = quoted ?? plain
  if (!boundary) return null
  return {
    type: `multipart/form-data; boundary="${boundary}"`,
    mark: Buffer.from(`--${boundary}`),
    hasHeads: true,
    marksOf: (parts) => parts + 1,
  }
}

/** Whether it is a form at all, by what its sender says of it. */
export function isForm(type: string | null): boolean {
  return kindOf(type ?? '') !== null
}

/**
 * The fields of a form, at most so many. They are counted before they are parsed: the parser takes seconds for a megabyte of
 * nothing but fields, and meanwhile nobody else is answered. Throws `unsupported`, `too-large` or `malformed`.
 */
export async function fieldsOf(
  bytes: Uint8Array<ArrayBuffer>,
  type: string | null,
  most: number,
): Promise<FormData> {
  const kind = knownKind(type)
  if (countsMore(kind, bytes, most)) throw new AppError('too-large')
  return new Response(bytes, { headers: { 'Content-Type': kind.type } }).formData().catch(() => {
    throw new AppError('malformed')
  })
}

/** Whether there are more than so many, counted without taking anything apart. Throws `unsupported` or `malformed`. */
export function hasMoreFields(bytes: Uint8Array<ArrayBuffer>, type: string | null, most: number): boolean {
  return countsMore(knownKind(type), bytes, most)
}

function knownKind(type: string | null): Kind {
  const kind = kindOf(type ?? '')
  if (!kind) throw new AppError('unsupported')
  return kind
}

function countsMore(kind: Kind, bytes: Uint8Array<ArrayBuffer>, most: number): boolean {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let count = 0
  for (let at = body.indexOf(kind.mark); at >= 0; at = body.indexOf(kind.mark, at + 1)) {
    count += 1
    if (count > kind.marksOf(most)) return true
    if (kind.hasHeads && !hasHead(body, at + kind.mark.length)) throw new AppError('malformed')
  }
  return false
}

/** Whether a part begins here whose head has an end, or the end of them all. */
function hasHead(body: Buffer, at: number): boolean {
  const head = body.subarray(at, at + longestHead)
  return head.includes('\r\n\r\n') || head.subarray(0, 2).equals(lastOfAll)
}
const lastOfAll = Buffer.from('--')
