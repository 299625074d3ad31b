import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { isAppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { caseForRequest, caseLabels } from '../cases/index.ts'
import { deskFullName, deskNames, japanDay } from '../directory/index.ts'
import { staffNames } from '../disclosures/index.ts'
import { AccessItem, AccessWords, accessStates, requesters } from './contract.ts'
import { unlistedRecords } from './list-records.ts'
import { hasProposed, isChanged, isGivenOtherwise } from './policy.ts'
import { type AccessRow, accessFor, type ItemRow, itemsOf, mostItems, versionsNow, wordsOf } from './store.ts'

const Line = z.object({
  id: z.uuid(),
  caseId: z.uuid().nullable(),
  caseNumber: z.string(),
  name: z.string().nullable(),
  requester: z.enum(requesters),
  state: z.enum(accessStates),
  receivedOn: z.string(),
  dueOn: z.string(),
  isExtended: z.boolean(),
  isLate: z.boolean(),
})

const ShownItem = AccessItem.extend({
  href: z.string(),
  /** Of the record, as it stands now; '' where it cannot be told. */
  version: z.string(),
  /** It is no longer what its answer was put about. */
  isChanged: z.boolean(),
})

const mostShown = 100

/** The requests of my desks: what runs first, by its day; then the latest that came to an end. None that is kept from me. */
export const listAccess = defineUseCase({
  name: 'access.list',
  permission: 'access.work',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({ objectType: 'access-request' }),
  output: z.object({ open: z.array(Line), ended: z.array(Line) }),
  async run(scene) {
    const { actor, tx } = scene
    const rows = (await tx
      .selectFrom('access_request')
      .selectAll()
      .where('tenant_id', '=', actor.tenantId)
      .where('desk_id', '=', sql<string>`any(${desksFor(actor, 'access.work')}::uuid[])`)
      .orderBy(sql`state in ('received', 'identified', 'decided') desc`)
      .orderBy(sql`case when state in ('received', 'identified', 'decided') then due_on end`)
      .orderBy(sql`ended_at desc nulls last`)
      .limit(mostShown)
      .execute()) as AccessRow[]
    await scene.keys.load(rows.map((row) => row.compartment_id))
    const labels = await caseLabels(
      tx,
      rows.flatMap((row) => row.case_id ?? []),
    )
    return {
      rows: rows.map((row) => ({
        ...factsOf(row),
        words: wordsOf(row),
        label: (row.case_id && labels.get(row.case_id)?.label) || null,
      })),
    }
  },
  audit: (result) => ({ count: result.rows.length }),
  present: ({ rows }) => {
    const lines = rows.map(({ words, label, ...row }) => ({
      ...row,
      name: words?.name ?? null,
      caseNumber: label?.number ?? '',
    }))
    const isOpen = (line: (typeof lines)[number]) => isRunning(line.state)
    return { open: lines.filter(isOpen), ended: lines.filter((line) => !isOpen(line)) }
  },
})

/** One request: who asks, until when, what is held, what was proposed and decided. */
export const showAccess = defineUseCase({
  name: 'access.show',
  permission: 'access.work',
  purpose: 'support',
  input: z.object({ accessId: z.uuid() }),
  subject: (input) => ({ objectType: 'access-request', objectId: input.accessId }),
  output: Line.omit({ name: true }).extend({
    words: AccessWords.nullable(),
    items: z.array(ShownItem).max(mostItems),
    identifiedBy: z.string(),
    proposedBy: z.string(),
    /** Everybody who put an answer to one of them. */
    proposers: z.array(z.string()),
    /** Records that came to the case since the list was made. */
    added: z.number().int(),
    isProposedByMe: z.boolean(),
    turn: z.number().int(),
    decidedBy: z.string(),
    endedOn: z.string().nullable(),
    /** Decided, and somebody asked to end it: another person does. */
    ending: z
      .object({ outcome: z.enum(['refused', 'withdrawn']), askedBy: z.string(), isMine: z.boolean() })
      .nullable(),
    /** Something of which she is to be given anything was amended since: it can be neither given nor printed. */
    isGivenOtherwise: z.boolean(),
    isPrintable: z.boolean(),
    submissionId: z.uuid(),
    may: z.object({ decide: z.boolean(), give: z.boolean() }),
  }),
  async run(scene, { accessId }) {
    const { actor, tx } = scene
    const row = await accessFor(scene, 'access.work', accessId, 'look')
    const items = await itemsOf(scene, row.id)
    const proposers = [...new Set(items.flatMap((item) => item.proposers))]
    const [desks, staff, labels, now] = await Promise.all([
      deskNames(
        tx,
        items.flatMap((item) => item.with_desk ?? []),
      ),
      staffNames(scene, [row.identified_by, row.proposed_by, row.decided_by, row.end_asked_by, ...proposers]),
      caseLabels(tx, row.case_id ? [row.case_id] : []),
      versionsNow(scene, row.id),
    ])
    const isOfToday =
      row.state === 'given' && row.ended_at !== null && japanDay(row.ended_at) === japanDay(new Date())
    const isOtherwise = (row.state === 'decided' || isOfToday) && isGivenOtherwise(items, now)
    const nameOf = (id: string | null) => (id && staff.get(id)) || ''
    return {
      ...factsOf(row),
      words: wordsOf(row),
      label: (row.case_id && labels.get(row.case_id)?.label) || null,
      items: items.map((item) => ({
        id: item.id,
        kind: item.kind,
        day: item.day,
        desk: deskFullName(item.with_desk ? desks.get(item.with_desk) : null),
        thirdParty: item.third_party,
        choice: item.choice,
        ground: item.ground,
        isChanged: (isRunning(row.state) || isOfToday) && isChanged(item, now),
        version: now.get(item.id) ?? '',
        href: pathOf(row.case_id ?? '', item.kind, item.object_id),
      })),
      identifiedBy: nameOf(row.identified_by),
      proposedBy: nameOf(row.proposed_by),
      proposers: proposers.map(nameOf),
      added: row.state === 'identified' ? await countAdded(scene, row, items) : 0,
      isProposedByMe: hasProposed(items, actor.userId),
      turn: row.turn,
      decidedBy: nameOf(row.decided_by),
      endedOn: row.ended_at ? japanDay(row.ended_at) : null,
      ending: endingOf(row, nameOf(row.end_asked_by), actor.userId),
      isGivenOtherwise: isOtherwise,
      isPrintable: isOfToday && !isOtherwise,
      may: {
        decide: desksFor(actor, 'access.decide').includes(row.desk_id),
        give: desksFor(actor, 'access.give').includes(row.desk_id),
      },
    }
  },
  audit: ({ items, caseId }) => ({ count: items.length, ...(caseId ? { caseId } : {}) }),
  present: ({ label, ...found }) => ({
    ...found,
    caseNumber: label?.number ?? '',
    submissionId: crypto.randomUUID(),
  }),
})

function endingOf(row: AccessRow, askedBy: string, userId: string) {
  if (row.state !== 'decided' || !row.end_asked_as) return null
  const outcome = row.end_asked_as === 'refused' ? ('refused' as const) : ('withdrawn' as const)
  return { outcome, askedBy, isMine: row.end_asked_by === userId }
}

/** More than can be listed is said when somebody goes on, and keeps nobody from looking. */
async function countAdded(scene: Scene, row: AccessRow, items: readonly ItemRow[]): Promise<number> {
  const found = await caseForRequest(scene, row.case_id as string, 'access.work')
  try {
    return (await unlistedRecords(scene, row, found, items)).length
  } catch (error) {
    if (isAppError(error) && error.code === 'refused') return 0
    throw error
  }
}

export type ShownAccess = z.output<(typeof showAccess)['definition']['output']>

function factsOf(row: AccessRow) {
  return {
    id: row.id,
    caseId: row.case_id,
    requester: row.requester,
    state: row.state,
    receivedOn: row.received_on,
    dueOn: row.due_on,
    isExtended: row.extended_on !== null,
    isLate: isRunning(row.state) && row.due_on < japanDay(new Date()),
  }
}

const isRunning = (state: AccessRow['state']) => ['received', 'identified', 'decided'].includes(state)

/** Where the record is read before somebody says whether it may be shown. */
function pathOf(caseId: string, kind: string, id: string): string {
  const paths: Readonly<Record<string, string>> = {
    person: `/cases/${caseId}/people/${id}`,
    file: `/cases/${caseId}/files/${id}`,
    consultation: `/consultations/${id}`,
    request: `/requests/${id}`,
    disclosure: `/cases/${caseId}/ledger`,
  }
  return paths[kind] ?? `/cases/${caseId}`
}
