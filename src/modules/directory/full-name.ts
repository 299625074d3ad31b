import type { DeskName } from './desk-lookup.ts'

/** Body and desk, without saying twice what both are called; empty for a desk nobody knows. */
export function fullName(desk: Pick<DeskName, 'name' | 'bodyName'> | null | undefined): string {
  if (!desk) return ''
  const [first = '', ...rest] = desk.name.split(' ')
  return desk.bodyName.endsWith(first)
    ? [desk.bodyName, ...rest].join(' ')
    : `${desk.bodyName} ${desk.name}`.trim()
}
