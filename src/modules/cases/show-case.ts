import { z } from 'zod'
import { type Actor, desksFor } from '../../platform/actor.ts'
import type { Permission } from '../../platform/permissions.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { onePerPerson, peopleOfCase, placesOfCase } from '../people/index.ts'
import { type ApprovalRow, askedWords, decidedWords, openApprovals } from './approval-store.ts'
import { attachmentsOf } from './attachment-store.ts'
import { type CaseRow, caseFor, coreOf, safetyOf } from './case-row.ts'
import { CaseView } from './case-view.ts'
import {
  type CaseStatus,
  type RiskLevel,
  type TimelineKind,
  timelineKinds,
  type WaitingReason,
} from './codes.ts'
import { CaseId } from './contract.ts'
import { standingsOf, standingWords } from './in-stead.ts'
import { openItemsOf } from './open-items.ts'
import { isQuiet } from './policy.ts'
import { rulesOfCase } from './rule-store.ts'
import { lookAt } from './seen-store.ts'
import { staffHolding, staffNames } from './staff-store.ts'
import { cursorOf, cursorText, mergeNewest, type TimelineCursor, timelineSources } from './timeline.ts'
import { describedEntries, type SourcedEntry } from './timeline-page.ts'

const perPage = 30

const Input = CaseId.extend({
  kinds: z.array(z.enum(timelineKinds)).max(6).default([]),
  before: z.string().max(80).optional(),
})

/**
 * The page of a case, in three trips: who asks; everything about the case, sent together; audit line and commit. The
 * keys come with the second trip, so nothing waits for them.
 */
export const showCase = defineUseCase({
  name: 'case.show',
  permission: 'case.read',
  purpose: 'support',
  input: Input,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: CaseView,
  async run(scene, input) {
    const { tx, actor } = scene
    const id = input.caseId
    const before = cursorOf(input.before)
    const [found, people, places, approvals, attachments, seenBefore, holding, entries, rules, openItems] =
      await Promise.all([
        caseFor(scene, 'case.read', id),
        peopleOfCase(tx, id),
        placesOfCase(tx, id),
        openApprovals(tx, id),
        attachmentsOf(tx, id),
        lookAt(scene, id, before === null),
        staffHolding(tx, id),
        entriesOf(scene, id, input.kinds, before),
        rulesOfCase(tx, id),
        openItemsOf(tx, id),
        scene.keys.loadCase(id),
      ])
    const page = mergeNewest(entries, perPage)
    const names = await staffNames(tx, actedHere(found, page.entries, approvals), holding)
    const desks = await desksNamed(scene, page.entries)
    const standings = await standingsOf(scene, approvals)
    return {
      found: plainOf(found),
      core: coreOf(found),
      safety: safetyOf(found),
      people: onePerPerson(people, found.client_id),
      places,
      attachments,
      approvals: approvals.map((one) => ({
        id: one.id,
        kind: one.kind,
        state: one.state,
        mode: one.mode,
        askedAt: one.asked_at,
        askedBy: names.get(one.asked_by) ?? null,
        decidedBy: one.decided_by ? (names.get(one.decided_by) ?? null) : null,
        isMine: one.asked_by === actor.userId,
        ...standingWords(one, standings.get(one.id)),
        reason: askedWords(one),
        comment: decidedWords(one),
      })),
      openItems,
      seenBefore,
      entries: page.entries,
      next: cursorText(page.next),
      names: Object.fromEntries(names),
      desks,
      rules,
    }
  },
  audit: (result) => ({ count: result.entries.length }),
  present(opened, input, actor) {
    const { found, names, desks, entries, rules, ...rest } = opened
    return {
      ...rest,
      case: { ...found, assignee: found.assigneeId ? (names[found.assigneeId] ?? null) : null },
      may: mayOf(actor, found.deskId),
      asksWhatItWaitsFor: isQuiet(found, new Date(), rules),
      timeline: describedEntries(entries, {
        names,
        desks,
        seenBefore: opened.seenBefore,
        userId: actor.userId,
      }),
      kinds: input.kinds,
      submissionId: crypto.randomUUID(),
    }
  },
})

function entriesOf(
  { tx }: Scene,
  caseId: string,
  kinds: readonly TimelineKind[],
  before: TimelineCursor | null,
): Promise<SourcedEntry[][]> {
  return Promise.all(
    timelineSources(kinds).map(async (source) => {
      const entries = await source.entries(tx, caseId, before, perPage + 1)
      return entries.map((entry) => ({ ...entry, kind: source.kind }))
    }),
  )
}

/**
 * Who is named on the page for what she did to this case: mostly people of its desk, whose names are at hand. In what came
 * from elsewhere (a request, a consultation of another desk) others are not named.
 */
function actedHere(
  found: CaseRow,
  entries: readonly SourcedEntry[],
  approvals: readonly ApprovalRow[],
): string[] {
  const own = entries.filter(({ kind }) => kind === 'note' || kind === 'decision' || kind === 'hands')
  return [
    found.assignee_id,
    ...own.flatMap((entry) => [entry.byUserId, entry.aboutUserId]),
    ...approvals.flatMap((one) => [one.asked_by, one.decided_by]),
  ].filter((id) => id !== null && id !== undefined)
}

/** Names of desks that the shown entries are about; usually there are none. */
async function desksNamed({ tx }: Scene, entries: readonly SourcedEntry[]): Promise<Record<string, string>> {
  const ids = entries.flatMap((entry) => (entry.aboutDeskId && !entry.aboutName ? [entry.aboutDeskId] : []))
  const names = await deskNames(tx, ids)
  return Object.fromEntries([...names].map(([id, desk]) => [id, desk.name]))
}

function plainOf(row: CaseRow) {
  return {
    id: row.id,
    deskId: row.desk_id,
    clientId: row.client_id,
    assigneeId: row.assignee_id,
    status: row.status as CaseStatus,
    waitingFor: row.waiting_for as WaitingReason | null,
    riskLevel: row.risk_level as RiskLevel,
    reassessBy: row.reassess_by,
    nextReviewOn: row.next_review_on,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    retainUntil: row.retain_until,
    isReviewed: row.reviewed_at !== null,
    movedAt: row.moved_at,
    coreRev: row.core_rev,
    safetyRev: row.safety_rev,
  }
}

function mayOf(actor: Actor, deskId: string) {
  const may = (permission: Permission) => desksFor(actor, permission).includes(deskId)
  return {
    write: may('case.write'),
    assign: may('case.assign'),
    review: may('case.review'),
    approve: may('case.approve'),
    transfer: may('case.transfer'),
    block: may('case.block'),
    replaceKeys: may('case.replace-keys'),
    viewers: may('case.viewers'),
    reveal: may('case.reveal-whereabouts'),
    request: may('request.send'),
  }
}
