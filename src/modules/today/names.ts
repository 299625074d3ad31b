import type { Scene } from '../../platform/use-case.ts'
import { caseLabels } from '../cases/index.ts'
import { deskFullName, deskNames, japanDay, officeDaysApart } from '../directory/index.ts'
import { staffNames } from '../disclosures/index.ts'
import { listCards } from '../people/index.ts'
import type { Found } from './sources.ts'
import type { Whose } from './whose-work.ts'

/** Ids of people at work, desks, cases and clients that the lines are about. */
function idsIn(found: Found) {
  const all = Object.values(found).flat() as Record<string, unknown>[]
  const under = (...names: string[]) =>
    all.flatMap((row) => names.map((name) => row[name])).filter((id): id is string => typeof id === 'string')
  const requests = (found.requests ?? []).map(({ row }) => row)
  return {
    staff: [
      ...under('assigneeId', 'byUserId', 'askedBy', 'authorId', 'madeBy', 'userId', 'actorId'),
      ...requests.flatMap((row) => (row.takenBy ? [row.sentBy, row.takenBy] : [row.sentBy])),
    ],
    desks: [
      ...under('fromDeskId', 'toDeskId', 'deskId'),
      ...(found.desks ?? []).map((desk) => desk.id),
      ...requests.flatMap((row) => [row.fromDeskId, row.toDeskId]),
    ],
    cases: under('caseId'),
    clients: under('personId', 'clientId'),
    days: all.flatMap((row) => (row.since instanceof Date ? [japanDay(row.since)] : [])),
  }
}

/** Everything the lines are called by, in a fixed number of statements. What is sealed stays so. */
export async function namesFor(scene: Scene, found: Found, whose: Whose) {
  const ids = idsIn(found)
  const cases = await caseLabels(scene.tx, ids.cases)
  const clients = [...cases.values()].map((one) => one.clientId)
  const [staff, desks, cards] = await Promise.all([
    staffNames(scene, [...ids.staff, ...absentIn(whose)]),
    deskNames(scene.tx, [...ids.desks, ...whose.duties.keys()]),
    listCards(scene.tx, [...ids.clients, ...clients]),
  ])
  return {
    staff: Object.fromEntries(staff),
    desks: Object.fromEntries([...desks].map(([id, desk]) => [id, deskFullName(desk)])),
    deskShortNames: Object.fromEntries([...desks].map(([id, desk]) => [id, desk.name])),
    cases: Object.fromEntries(cases),
    cards: Object.fromEntries(cards),
    apart: Object.fromEntries(officeDaysApart(whose.exceptions, whose.today, [...new Set(ids.days)])),
  }
}

function absentIn({ duties }: Whose): string[] {
  return [...duties.values()].flatMap((duty) => duty.absent.map((one) => one.userId))
}
