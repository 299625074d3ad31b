import { rolesOf } from '../../platform/actor.ts'
import type { Window } from '../../platform/db/first-of-each.ts'
import { allows, type Permission } from '../../platform/permissions.ts'
import type { Scene } from '../../platform/use-case.ts'
import {
  admissionsForToday,
  deskMatters,
  desksForToday,
  invitationsForToday,
  kitsForToday,
} from '../accounts/index.ts'
import {
  approvalMatters,
  approvalsForToday,
  caseMatters,
  casesForToday,
  movedCasesForToday,
} from '../cases/index.ts'
import {
  consultationMatters,
  consultationsForToday,
  notesForToday,
  promiseMatters,
  promisesForToday,
} from '../consultations/index.ts'
import { disclosureMatters, disclosuresForToday } from '../disclosures/index.ts'
import { papersForToday } from '../documents/index.ts'
import { draftsForToday } from '../drafts/index.ts'
import { glassForToday, glassMatters } from '../emergency/index.ts'
import { alarmsForToday, eventMatters, eventsForToday } from '../oversight/index.ts'
import { referralMatters, referralsForToday } from '../referrals/index.ts'
import { requestMatters, requestsForToday } from '../requests/index.ts'
import { viewingForToday, viewingMatters } from '../viewing/index.ts'
import type { Matter } from './matters.ts'
import type { Whose } from './whose-work.ts'

type Find = (scene: Scene, whose: Whose, window: Window) => Promise<unknown>
interface Source<Finds extends Find = Find> {
  /** Whoever lacks it has none of these matters. */
  permission: Permission
  matters: readonly Matter[]
  find: Finds
}
const source = <Finds extends Find>(
  permission: Permission,
  matters: readonly Matter[],
  find: Finds,
): Source<Finds> => ({ permission, matters, find })

/** Promises are put in the order of their hour, which is sealed: enough of them to know the first ones. */
const mostPromises = 50

/** Where the matters come from: one statement each, however many matters and rows. */
export const sources = {
  cases: source('case.read', caseMatters, casesForToday),
  moved: source('case.read', ['moved'], (scene, _whose, window) => movedCasesForToday(scene, window)),
  approvals: source('case.approve', approvalMatters, (scene, _whose, window) =>
    approvalsForToday(scene, window),
  ),
  consultations: source('consultation.review', consultationMatters, consultationsForToday),
  promises: source('consultation.write', promiseMatters, (scene, whose, window) =>
    promisesForToday(scene, whose, { ...window, count: Math.max(window.count, mostPromises) }),
  ),
  notes: source('handover-note.read', ['note'], (scene, whose, window) =>
    notesForToday(scene, whose.today, window),
  ),
  requests: source('request.read', requestMatters, requestsForToday),
  referrals: source('referral.receive', referralMatters, (scene, _whose, window) =>
    referralsForToday(scene, window),
  ),
  disclosures: source('disclosure.read', disclosureMatters, disclosuresForToday),
  papers: source('request.answer-on-behalf', ['paper_out'], papersForToday),
  drafts: source('own.draft', ['draft'], (scene, _whose, window) => draftsForToday(scene, window)),
  admissions: source('desk.ask-admission', ['admission'], (scene, _whose, window) =>
    admissionsForToday(scene, window),
  ),
  desks: source('desk.ask-admission', deskMatters, (scene, _whose, window) => desksForToday(scene, window)),
  invitations: source('account.read', ['invitation'], (scene, _whose, window) =>
    invitationsForToday(scene, window),
  ),
  glasses: source('glass.review', glassMatters, (scene, _whose, window) => glassForToday(scene, window)),
  kits: source('account.read', ['kits'], (scene, _whose, window) => kitsForToday(scene, window)),
  alarms: source('audit.alarms', ['alarm'], (scene, _whose, window) => alarmsForToday(scene, window)),
  // Whoever leads a desk is told by a notice, which stays until she has read it.
  viewing: source('audit.read', viewingMatters, (scene, _whose, window) => viewingForToday(scene, window)),
  events: source('audit.read', eventMatters, (scene, _whose, window) => eventsForToday(scene, window)),
} as const

type Sources = typeof sources
export type Found = { [Name in keyof Sources]?: Awaited<ReturnType<Sources[Name]['find']>> }

/** Everything that may stand on this person's page; with `only`, that one matter. */
export async function foundFor(scene: Scene, whose: Whose, window: Window): Promise<Found> {
  const roles = rolesOf(scene.actor)
  const mine = Object.entries<Source>(sources).filter(
    ([, { permission, matters }]) =>
      allows(permission, roles) &&
      (window.only === undefined || (matters as readonly string[]).includes(window.only)),
  )
  const found = await Promise.all(
    mine.map(async ([name, { find }]) => [name, await find(scene, whose, window)] as const),
  )
  return Object.fromEntries(found) as Found
}

export function maySee(roles: readonly string[], matter: Matter): boolean {
  return Object.values<Source>(sources).some(
    (one) => one.matters.includes(matter) && allows(one.permission, roles),
  )
}
