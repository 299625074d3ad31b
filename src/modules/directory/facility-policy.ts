import { likelyPlaces } from '../../platform/documents/likely-places.ts'
import type { BodyFields, DeskFields } from './contract.ts'

/** What is wrong with a field, as a catalogue key. */
export interface FieldFault {
  field: string
  key: string
}

/*
 * A facility stands in the directory under a pseudonym: whoever finds this table, or sits at any other desk, learns
 * neither where it is nor how to ring it. What it is really called is written down nowhere in the open. The same rules
 * stand in the database (migrations/0092); here they answer in words.
 */

/** One word in kana or Latin letters, or a number; with or without "facility" and its brackets. */
const pseudonym =
  /^(?:\u65bd\u8a2d)?\u300c?(?:[\u3041-\u3096\u30a1-\u30fa\u30fcA-Za-z]{1,8}[0-9]{0,2}|[0-9]{1,2})\u300d?$/u
/** Window, office, support room, night window: words that every office has. */
const commonDesks = ['\u7a93\u53e3', '\u4e8b\u52d9\u5ba4', '\u652f\u63f4\u5ba4', '\u591c\u9593\u7a93\u53e3']
const longRun = /[0-9\uff10-\uff19]{3}/u
const anyNumeral = /[0-9\uff10-\uff19]/u

export function isPseudonym(name: string): boolean {
  return pseudonym.test(name)
}

export function isFacilityDeskName(name: string): boolean {
  return isPseudonym(name) || commonDesks.includes(name)
}

type Body = Pick<BodyFields, 'kind' | 'type' | 'name' | 'kana' | 'bureau' | 'dutySource' | 'dutyGround'>

/** Null where the body may stand in the open as it is. */
export function whyNotInTheOpen(body: Body): FieldFault | null {
  if (body.kind !== 'facility')
    return body.type === 'self_reliance_facility' ? { field: 'kind', key: 'directory_facility_type' } : null
  if (!isPseudonym(body.name)) return { field: 'name', key: 'directory_facility_name' }
  if (body.kana !== '' && !/^[\u3041-\u3096\u30fc]{1,12}$/u.test(body.kana))
    return { field: 'kana', key: 'directory_facility_name' }
  if (body.bureau !== '') return { field: 'bureau', key: 'directory_facility_blank' }
  const source = body.dutyGround === 'local_guideline' ? body.dutySource : ''
  if (longRun.test(source) || likelyPlaces(source).length > 0)
    return { field: 'dutySource', key: 'directory_facility_place' }
  return null
}

/** For a desk that is a facility's own, by its kind or by its body's. */
export function whyNotDeskInTheOpen(
  desk: Pick<DeskFields, 'kind' | 'name' | 'publicPhone' | 'extension'>,
  bodyKind: string,
): FieldFault | null {
  if (desk.kind !== 'facility' && bodyKind !== 'facility') return null
  if (!isFacilityDeskName(desk.name)) return { field: 'name', key: 'directory_facility_desk_name' }
  if (desk.publicPhone !== '') return { field: 'publicPhone', key: 'directory_facility_phone' }
  if (desk.extension !== '') return { field: 'extension', key: 'directory_facility_phone' }
  return null
}

/** Whom to ask for at a facility: a role's name and no more. */
export function whyNotRoleInTheOpen(
  role: { title: string; note: string },
  isFacility: boolean,
): FieldFault | null {
  if (!isFacility) return null
  if (anyNumeral.test(role.title) || likelyPlaces(role.title).length > 0)
    return { field: 'title', key: 'directory_facility_place' }
  return role.note === '' ? null : { field: 'note', key: 'directory_facility_blank' }
}
