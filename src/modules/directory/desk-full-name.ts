/**
 * Body and desk as one name, without saying twice what both are called: a department of one desk is often called like it,
 * and a desk's own name may begin with the body's.
 */
export function deskFullName(desk: { bodyName: string; name: string } | null | undefined): string {
  if (!desk) return ''
  const body = desk.bodyName.trim()
  const name = desk.name.trim()
  if (name.startsWith(body)) return name
  const [first = '', ...rest] = name.split(/\s+/)
  return body.endsWith(first) ? [body, ...rest].join(' ') : `${body} ${name}`
}
