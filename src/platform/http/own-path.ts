/**
 * A path of ours to return to, from a query or a form: no scheme, no host (`//host` and `/\host` would leave the site),
 * no control characters. Anything else becomes `/`.
 */
export function ownPath(value: unknown): string {
  if (typeof value !== 'string' || value.length > 500) return '/'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, and a second slash may follow
  return /^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(value) ? value : '/'
}
