import {
  aCase,
  aConsultationIn,
  addPersonToCase,
  aFile,
  aPlace,
  registerCaseSources,
} from '../../modules/cases/testing.ts'
import { writeNote } from '../../modules/cases/write-note.ts'
import { leaveHandoverNote } from '../../modules/consultations/leave-handover-note.ts'
import { saveDraft } from '../../modules/drafts/save-draft.ts'
import { acceptRequest } from '../../modules/requests/answer-request.ts'
import { recordAct } from '../../modules/requests/record-act.ts'
import { aNetwork, aRequest, type Network } from '../../modules/requests/testing.ts'
import { closedLongAgo } from '../../modules/retention/testing.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import type { TestPerson } from '../../platform/testing/office.ts'
import { closedTo, everySealedRow, type SealedRow } from '../keys/sealed-rows.ts'

export async function aNetworkOfDesks(
  database: TestDatabase,
): Promise<Network & { everybody: TestPerson[] }> {
  const network = await aNetwork(database)
  registerCaseSources()
  return {
    ...network,
    everybody: [...network.hub.people, ...network.asked.people, ...network.other.people],
  }
}

/** A case with everything that may hang on one, closed so long ago that it is due. */
export async function aDueFile(database: TestDatabase, network: Network): Promise<string> {
  const { counselor, clerk, hub } = network
  const caseId = await aCase(counselor)
  const submissionId = () => crypto.randomUUID()
  await aConsultationIn(counselor, caseId, {})
  await aPlace(database, counselor, caseId, 'present_address', '架空市見本町1-2-3')
  await aFile(counselor, caseId, '見本.pdf', '見本の本文')
  for (const part of ['child', 'counterpart'] as const)
    await addPersonToCase(counselor, {
      submissionId: submissionId(),
      caseId,
      part,
      card: { names: [{ family: '例示', given: '月', familyKana: 'れいじ', givenKana: 'つき' }] },
    })
  await writeNote(counselor, { submissionId: submissionId(), caseId, body: { fact: '見本の経過' } })
  await leaveHandoverNote(counselor, {
    submissionId: submissionId(),
    deskId: hub.id,
    caseId,
    text: '見本の申し送り',
  })
  await saveDraft(counselor, { kind: 'case_note', subjectId: caseId, content: '{"fact":"書きかけ"}' })
  const requestId = await aRequest({ ...network, caseId })
  await acceptRequest(clerk, { submissionId: submissionId(), requestId, turn: 1, text: '承りました' })
  await recordAct(clerk, {
    submissionId: submissionId(),
    requestId,
    day: '2020-05-01',
    title: '入園の決定',
    text: '見本',
  })
  await closedLongAgo(database, caseId)
  return caseId
}

/** What lies under a key of the case, as the database holds it now. */
export async function sealedOfCase(
  database: TestDatabase,
  tenantId: string,
  caseId: string,
): Promise<SealedRow[]> {
  const { rows } = await database.superuser.query("select unnest(internal.keys_of($1, 'case', $2)) as id", [
    tenantId,
    caseId,
  ])
  const keys = new Set(rows.map((row) => row.id))
  const sealed = await everySealedRow(database, tenantId)
  return sealed.filter((row) => keys.has(row.compartmentId) && row.bytes.length > 0)
}

/** Of these, how many somebody's living session opens, by the best of them; with the wraps that the database gives her. */
export async function opened(people: readonly TestPerson[], rows: readonly SealedRow[]): Promise<number> {
  const counts = await Promise.all(
    people.map(async (person) => rows.length - (await closedTo(person, rows)).length),
  )
  return Math.max(...counts)
}
