import type { Scene } from '../../platform/use-case.ts'
import { attachmentsOf, type CaseForRequest, timelineSources } from '../cases/index.ts'
import { japanDay } from '../directory/index.ts'
import { peopleOfCase, placesOfCase } from '../people/index.ts'
import { type ItemKind, printableKinds } from './contract.ts'

/** Of one kind; a case that holds more is put together by hand, and the page says so. */
const mostOfAKind = 500

export interface HeldRecord {
  kind: ItemKind
  objectId: string
  day: string
  withDesk: string | null
  isHerself: boolean
}

/**
 * Every record that is held of a case: its sheets, its people, places and files, and all that stands on its timeline. Null
 * where that is more than can be listed.
 */
export async function heldRecords(
  { tx }: Scene,
  found: Pick<CaseForRequest, 'id' | 'clientId'>,
  openedOn: string,
): Promise<HeldRecord[] | null> {
  const [people, places, files, ...timeline] = await Promise.all([
    peopleOfCase(tx, found.id),
    placesOfCase(tx, found.id),
    attachmentsOf(tx, found.id),
    ...timelineSources([...printableKinds]).map(async (source) => ({
      kind: source.kind,
      entries: await source.entries(tx, found.id, null, mostOfAKind + 1),
    })),
  ])
  if (timeline.some(({ entries }) => entries.length > mostOfAKind)) return null
  const one = (kind: ItemKind, objectId: string, day: string): HeldRecord => ({
    kind,
    objectId,
    day,
    withDesk: null,
    isHerself: true,
  })
  return [
    one('core', found.id, openedOn),
    one('safety', found.id, openedOn),
    ...people.map((person) => ({
      ...one('person', person.id, openedOn),
      isHerself: person.id === found.clientId,
    })),
    ...places.map((place) => one('whereabouts', place.id, japanDay(place.createdAt))),
    ...files.map((file) => one('file', file.id, japanDay(file.createdAt))),
    ...timeline.flatMap(({ kind, entries }) =>
      entries.map((entry) => ({
        ...one(kind, entry.id, entry.day),
        withDesk: entry.aboutDeskId ?? null,
      })),
    ),
  ]
}
