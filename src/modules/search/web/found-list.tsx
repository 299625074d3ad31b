import type { z } from 'zod'
import { spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { formatEraDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { FoundPerson } from '../find-people.ts'

export type Found = z.output<typeof FoundPerson>

const partNames: Record<string, () => string> = {
  client: m.search_part_client,
  child: m.search_part_child,
  companion: m.search_part_companion,
  counterpart: m.search_part_counterpart,
  relative: m.search_part_relative,
  contact: m.search_part_contact,
}

/** What tells one person of the list from another: part, kana, birth date. */
export function describeFound({ part, kana, birthDate }: Found): string {
  return spaced([partNames[part]?.(), kana, birthDate && formatEraDay(birthDate)])
}

export function foundName({ name }: Found): string {
  return name || m.search_no_name()
}

export function foundPath({ caseId, personId }: Found): string {
  return caseId ? `/cases/${caseId}` : `/consultations/of-person/${personId}`
}
