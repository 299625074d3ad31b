import { sql } from 'kysely'
import type { Tx } from '../../platform/db/tx.ts'
import type { Opened } from '../../platform/records.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { consultationsOfCase } from '../consultations/index.ts'
import { kanaToShow, listCardOfClient, nameToShow } from '../people/index.ts'
import { type CaseRow, caseFor, coreOf, safetyOf } from './case-row.ts'
import type { CaseStatus, RiskLevel, WaitingReason } from './codes.ts'
import { CaseId } from './contract.ts'
import { CaseWithEntries } from './entry-view.ts'
import { noteEntries } from './note-store.ts'
import { hotCase } from './read-case-hot.ts'
import { type CaseRead, mostEntries, newestOf, type WrittenNote } from './read-case-rows.ts'

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
  run: runCase,
  hot: hotCase,
  audit: (result) => ({ count: result.entries.length }),
  present: presentCase,
})

/** The plain reading: for people's sessions, and what the hot one is held to. */
export async function runCase(scene: Scene, { caseId }: { caseId: string }): Promise<CaseRead> {
  const { tx } = scene
  const [found, client, notes, consultations, names] = await Promise.all([
    caseFor(scene, 'case.read', caseId),
    listCardOfClient(tx, caseId),
    noteEntries(tx, caseId, null, mostEntries),
    consultationsOfCase(tx, caseId, { limit: mostEntries }),
    authorNames(tx, caseId),
    scene.keys.loadCase(caseId),
  ])
  const entries = newestOf(
    notes.map(({ byUserId, amendsId = null, body, ...one }) => ({
      ...{ id: one.id, day: one.day, at: one.at, code: one.code, authorId: byUserId ?? '' },
      ...{ amendsId, body: body as WrittenNote['body'] },
    })),
    consultations.items.map(({ id, day, createdAt: at, channel: code, authorId, record: body }) => ({
      ...{ id, day, at, code, authorId, body },
    })),
  )
  return {
    ...openOf(found),
    client,
    core: coreOf(found),
    safety: safetyOf(found),
    entries,
    names,
  }
}

export function presentCase({ client, names, entries, ...rest }: Opened<CaseRead>) {
  return {
    ...rest,
    client: client && { name: nameToShow(client), kana: kanaToShow(client) },
    entries: entries.map((entry) => presentEntry(entry, names)),
  }
}

type Entry = Opened<CaseRead['entries']>[number]

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
