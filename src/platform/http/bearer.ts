/** In front of every bearer, so that programs which look for leaked secrets know one. */
const mark = 'yorube_'
const shape = /^Bearer yorube_([A-Za-z0-9_-]{43})$/

/** As it is shown once, and as a program sends it after `Authorization: Bearer `. */
export function bearerText(bytes: Uint8Array): string {
  return mark + Buffer.from(bytes).toString('base64url')
}

/** Of the header alone: a cookie, or a word in the address, is no bearer. */
export function readBearer(authorization: string | null | undefined): Uint8Array | null {
  const text = shape.exec(authorization ?? '')?.[1]
  return text ? new Uint8Array(Buffer.from(text, 'base64url')) : null
}
