import type { DeskName } from '../directory/index.ts'

/**
 * Whose name a reader of another desk is told: whoever answered at a department or agency, because she may have to be
 * rung back. Of a facility nobody, under whatever name: its people could be followed there.
 */
export function shownStaff(desk: DeskName | undefined, isOwnDesk: boolean, name: string): string {
  return isOwnDesk || !isFacility(desk) ? name : ''
}

function isFacility(desk: DeskName | undefined): boolean {
  return desk?.kind === 'facility' || desk?.bodyKind === 'facility'
}
