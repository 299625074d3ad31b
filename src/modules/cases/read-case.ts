import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { Opened } from '../../platform/records.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { consultationsOfCase } from '../consultations/index.ts'
import { kanaToShow, listCardOfClient, nameToShow } from '../people/index.ts'
import { type CaseRow, caseFor, coreOf, safetyOf } from './case-row.ts'
import type { CaseStatus, RiskLevel, WaitingReason } from './codes.ts'
import { CaseId } from './contract.ts'
import { CaseWithEntries } from './entry-view.ts'
import { noteEntries } from './note-store.ts'

const mostEntries = 20

/**
 * A case with its latest entries, for programs. Whereabouts, files and what other desks were told are not in it. Three
 * trips: who asks; everything about the case, sent together; audit line and commit.
 */
export const readCase = defineUseCase({
  name: 'case.read',
  permission: 'case.read',
  purpose: 'support',
  scope: 'cases.read',
  input: CaseId,
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: CaseWithEntries,
  async run(scene, { caseId }) {
    const { tx } = scene
    const [found, client, notes, consultations, names] = await Promise.all([
      caseFor(scene, 'case.read', caseId),
      listCardOfClient(tx, caseId),
      noteEntries(tx, caseId, null, mostEntries),
      consultationsOfCase(tx, caseId, { limit: mostEntries }),
      authorNames(tx, caseId),
      scene.keys.loadCase(caseId),
    ])
    const entries = newestOf(notes, consultations.items)
    return {
      ...openOf(found),
      client,
      core: coreOf(found),
      safety: safetyOf(found),
      entries,
      names,
    }
  },
  audit: (result) => ({ count: result.entries.length }),
  present: ({ client, names, entries, ...rest }) => ({
    ...rest,
    client: client && { name: nameToShow(client), kana: kanaToShow(client) },
    entries: entries.map((entry) => presentEntry(entry, names)),
  }),
})

type Notes = Awaited<ReturnType<typeof noteEntries>>
type Consultations = Awaited<ReturnType<typeof consultationsOfCase>>['items']

/** Both kinds as one list: newest day first, then the latest recorded. */
function newestOf(notes: Notes, consultations: Consultations) {
  const all = [
    ...notes.map(({ id, day, at, byUserId, code, amendsId, body }) => ({
      ...{ id, day, at, code, kind: 'note' as const, authorId: byUserId ?? '', amendsId: amendsId ?? null },
      note: body,
      consultation: null,
    })),
    ...consultations.map(({ id, day, createdAt: at, authorId, channel: code, record }) => ({
      ...{ id, day, at, code, kind: 'consultation' as const, authorId, amendsId: null },
      note: null,
      consultation: record,
    })),
  ]
  return all.sort(newerFirst).slice(0, mostEntries)
}

interface Placed {
  day: string
  at: Date
  id: string
}
function newerFirst(a: Placed, b: Placed): number {
  if (a.day !== b.day) return a.day < b.day ? 1 : -1
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1)
}

type Entry = Opened<ReturnType<typeof newestOf>>[number]

function presentEntry({ at, consultation, ...entry }: Entry, names: Readonly<Record<string, string>>) {
  return {
    ...entry,
    recordedAt: at,
    author: names[entry.authorId] ?? '',
    consultation: consultation && {
      lines: consultation.lines,
      wish: consultation.wish,
      advice: consultation.advice,
    },
  }
}

/** Sent with the rest: whoever wrote something of the case, shown or not. A case has a handful of authors. */
async function authorNames(tx: Tx, caseId: string): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; display_name: string }>`
    select u.id, u.display_name from auth.staff_user u where u.id in (
      select n.author_id from case_note n where n.case_id = ${caseId}
      union select c.author_id from consultation c where c.case_id = ${caseId}) limit 500`.execute(tx)
  return Object.fromEntries(rows.map((row) => [row.id, row.display_name]))
}

function openOf(row: CaseRow) {
  return {
    id: row.id,
    deskId: row.desk_id,
    status: row.status as CaseStatus,
    waitingFor: row.waiting_for as WaitingReason | null,
    riskLevel: row.risk_level as RiskLevel,
    assigneeId: row.assignee_id,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    reassessBy: row.reassess_by,
    movedAt: row.moved_at,
  }
}
