import { type Hit, type Sifted, sift } from '../../platform/sifting.ts'
import type { Scene } from '../../platform/use-case.ts'
import { matchRank, searchWords, type Word } from '../../ui/lookup/match.ts'
import { casesToShow, findableCase, latestCases, searchableCases, visibleCases } from '../cases/index.ts'
import { latestOfPersons } from '../consultations/index.ts'
import {
  closureOn,
  type DeskDuty,
  deskNames,
  dutiesOn,
  japanDay,
  maySeePeople,
  searchableDesks,
} from '../directory/index.ts'
import {
  everybodyOnce,
  findablePerson,
  listCards,
  lookFor,
  newestPeople,
  peopleToShow,
  searchablePeople,
  visiblePeople,
} from '../people/index.ts'
import { searchableRequests } from '../requests/index.ts'
import { findableDesk } from './findable.ts'

/** Of equal matches so many are put in order by what the rows say now; beyond, by what was filed. */
const mostInOrder = 300
/** So many more are asked of row-level security once more: a case hidden while we looked is not counted either. */
const mostAskedAgain = 5_000
/** Each sheet has a key of its own; older requests stand in their lists. */
const mostRequests = 300
/** Colleagues named for a desk; the rest are counted. */
const mostNames = 2

export interface Search {
  words: readonly Word[]
  /** Shown of each kind; all are counted. */
  most: number
  /** The use-case, for the alarm about a document that cannot be opened. */
  action: string
}

export function searchFor(typed: string, most: number, action: string): Search {
  const words = searchWords(typed)
  return { words, most, action }
}

/** All, the best first; equal ones in the order of `inOrder`, which like `visible` leaves out what she may not see. */
async function best(
  hits: readonly Hit[],
  inOrder: (ids: string[]) => Promise<string[]>,
  visible: (ids: string[]) => Promise<Set<string>>,
): Promise<string[]> {
  if (hits.length === 0) return []
  const some = hits.slice(0, mostInOrder)
  const ranks = new Map(some.map((hit) => [hit.id, hit.rank]))
  const ids = await inOrder([...ranks.keys()])
  ids.sort((one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0))
  const others = hits.slice(mostInOrder).map((hit) => hit.id)
  if (others.length === 0) return ids
  const seen = await visible(others.slice(0, mostAskedAgain))
  return [...ids, ...others.filter((id, place) => place >= mostAskedAgain || seen.has(id))]
}

/** Number and title of the cases of these desks. */
export async function casesFound(scene: Scene, deskIds: readonly string[], search: Search) {
  const source = await searchableCases(scene, deskIds)
  const found = await sift(scene.keys, source, lookFor(search.words, findableCase, search.action))
  const ids = await best(
    found.hits,
    (some) => latestCases(scene.tx, some),
    (some) => visibleCases(scene.tx, some),
  )
  const shown = await casesToShow(scene.tx, ids.slice(0, search.most))
  const clients = await listCards(
    scene.tx,
    shown.map((one) => one.clientId),
  )
  return {
    total: ids.length,
    unopenable: found.unopenable,
    shown: shown.map((one) => ({ ...one, client: clients.get(one.clientId) ?? null })),
    isCut: source.isCut || found.isCut,
    seal: source.seal,
  }
}

export async function peopleFound(scene: Scene, deskIds: readonly string[], search: Search) {
  const source = await searchablePeople(scene, deskIds)
  const found = await sift(scene.keys, source, lookFor(search.words, findablePerson, search.action))
  const hits = await best(
    found.hits,
    (some) => newestPeople(scene.tx, some),
    (some) => visiblePeople(scene.tx, some),
  )
  const ids = hits.length > 1 ? await everybodyOnce(scene.tx, hits) : hits
  const shown = await peopleToShow(scene.tx, ids.slice(0, search.most))
  const cases = await casesToShow(
    scene.tx,
    shown.flatMap((one) => one.caseId ?? []),
  )
  const labels = new Map(cases.map((one) => [one.caseId, one.label]))
  const consultations = await latestOfPersons(
    scene.tx,
    shown.flatMap((one) => (one.caseId ? [] : one.personId)),
  )
  return {
    total: ids.length,
    unopenable: found.unopenable,
    shown: shown.map((one) => ({
      ...one,
      label: labels.get(one.caseId ?? '') ?? null,
      consultation: consultations.get(one.personId) ?? null,
    })),
    isCut: source.isCut || found.isCut,
    seal: source.seal,
  }
}

/** By title, on either side of a request. */
export async function requestsFound(scene: Scene, search: Search) {
  const all = await searchableRequests(scene, mostRequests)
  const found = await sift(
    scene.keys,
    all.source,
    lookFor(search.words, ({ title }) => ({ texts: [title] }), search.action),
  )
  const shown = found.hits.slice(0, search.most).flatMap(({ id }) => all.shown.get(id) ?? [])
  const names = await deskNames(
    scene.tx,
    shown.map((one) => one.otherDeskId),
  )
  return {
    ...countsOf(found),
    shown: shown.map((one) => ({ ...one, otherDesk: names.get(one.otherDeskId)?.name ?? '' })),
  }
}

/** Desks stand in the open; who is there today is asked for the shown ones only. */
export async function desksFound({ actor, tx }: Scene, search: Search) {
  const ranked = (await searchableDesks(tx))
    .map((row) => ({ row, rank: matchRank(search.words, findableDesk(row)) }))
    .filter((one) => one.rank !== undefined)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
  const shown = ranked.slice(0, search.most).map(({ row }) => row)
  // Who is there is told to its own people, never of a facility; a body without a terminal keeps no roster here.
  const staffed = shown.filter(
    (desk) => desk.hasTerminal && desk.kind !== 'facility' && maySeePeople(actor, desk.deskId),
  )
  const today = japanDay(new Date())
  const deskIds = staffed.map((desk) => desk.deskId)
  const [duties, closure] = await Promise.all([dutiesOn(tx, deskIds, today), closureOn(tx, today)])
  return {
    total: ranked.length,
    shown: shown.map(({ deskId, name, bodyName, publicPhone, extension }) => ({
      deskId,
      name,
      bodyName,
      phone: publicPhone,
      extension,
      onDuty: availability(duties.get(deskId), closure !== null),
    })),
  }
}

/** While the office is closed, only who was put on the roster is there. */
function availability(duty: DeskDuty | undefined, isClosed: boolean) {
  if (!duty || (isClosed && !duty.hasRoster)) return null
  const names = duty.present.map((member) => member.name)
  return { names: names.slice(0, mostNames), more: Math.max(0, names.length - mostNames) }
}

function countsOf({ hits, unopenable }: Sifted) {
  return { total: hits.length, unopenable }
}
