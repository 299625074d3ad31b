import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { platform } from '../../platform/runtime.ts'
import type { Verdict } from '../../platform/scanner/answers.ts'
import { scannerAt } from '../../platform/scanner/gate.ts'
import { FakeClamd, saying } from '../../platform/scanner/testing.ts'
import { signInAsAuditor } from '../../platform/testing/auditors.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { postedAs } from '../../platform/testing/posted.ts'
import { caseFiles } from './api.ts'
import { registerCaseSources } from './own-sources.ts'
import { showCase } from './show-case.ts'
import { aCase } from './testing.ts'

const database = useDatabase()
let daemon: FakeClamd
let told: Verdict[] = []

beforeAll(registerCaseSources)
beforeEach(async () => {
  await daemon?.remove()
  daemon = await FakeClamd.start()
  told = []
  Object.assign(platform(), { scan: scannerAt({ path: daemon.path }, (verdict) => told.push(verdict)) })
})
afterAll(() => daemon.remove())

async function aCaseOfACounselor() {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  return { office, counselor, caseId: await aCase(counselor) }
}

async function sent(who: TestPerson, caseId: string, file: File) {
  const form = new FormData()
  form.set('file', file)
  form.set('submissionId', crypto.randomUUID())
  const headers = { Accept: 'application/json' }
  const request = await postedAs(`http://here/cases/${caseId}/files`, form, headers)
  const answer = await caseFiles(() => who).request(request)
  return [answer.status, ((await answer.json()) as { failed: string | null }).failed]
}

/** Pages that files ever took in the database: a row that was written and taken back leaves some too. */
async function pagesOfFiles() {
  const { rows } = await database.superuser.query<{ bytes: string; rows: string; events: string }>(
    `select pg_total_relation_size('attachment') as bytes, (select count(*) from attachment) as rows,
       (select count(*) from case_event where kind = 'attachment_added') as events`,
  )
  return rows[0]
}
async function linesOf(caseId: string) {
  const { rows } = await database.superuser.query<{ action: string; result: string; reason: Buffer | null }>(
    "select action, result, reason from audit.event where case_id = $1 and action = 'case.add-attachment' order by seq",
    [caseId],
  )
  return rows
}

test('what the scanner finds is refused and leaves nothing but a line, which names the signature to auditors', async () => {
  const { office, counselor, caseId } = await aCaseOfACounselor()
  await signInAsAuditor(await office.person({ tenantRole: 'auditor' }))
  const before = await pagesOfFiles()
  daemon.behaviour = saying('stream: Kakuu.Test-1 FOUND')
  const infected = new File(['%PDF-1.7 kakuu'], '架空の診断書.pdf')
  expect(await sent(counselor, caseId, infected)).toEqual([409, 'error_file_infected'])

  expect(await pagesOfFiles()).toEqual(before)
  expect((await showCase(counselor, { caseId })).attachments).toEqual([])
  expect(told).toEqual([{ kind: 'found', signature: 'Kakuu.Test-1' }])
  const [line, ...others] = await linesOf(caseId)
  expect([line?.action, line?.result, others]).toEqual(['case.add-attachment', 'failed', []])
  // Sealed for auditors: the wrap of the document's own key, and the smallest document.
  expect(line?.reason).toHaveLength(130 + 58 + 256)
  expect(line?.reason?.toString('latin1')).not.toContain('Kakuu.Test-1')
})

test('what is packed or encrypted so that it cannot be looked through is refused with a sentence of its own', async () => {
  const { counselor, caseId } = await aCaseOfACounselor()
  daemon.behaviour = saying('stream: Heuristics.Encrypted.PDF FOUND')
  expect(await sent(counselor, caseId, new File(['%PDF-1.7 kakuu'], '見本.pdf'))).toEqual([
    415,
    'error_file_opaque',
  ])
  expect((await showCase(counselor, { caseId })).attachments).toEqual([])
})

test('a scanner that stopped, or answers an error, lets no file in', async () => {
  const { counselor, caseId } = await aCaseOfACounselor()
  const before = await pagesOfFiles()
  const harmless = () => new File(['見本'], '見本.txt')
  daemon.behaviour = saying('INSTREAM size limit exceeded. ERROR')
  expect(await sent(counselor, caseId, harmless())).toEqual([409, 'error_file_unscanned'])
  await daemon.stop()
  expect(await sent(counselor, caseId, harmless())).toEqual([409, 'error_file_unscanned'])
  expect(await pagesOfFiles()).toEqual(before)
  expect(told).toEqual([
    { kind: 'failed', trouble: 'too-large-for-it' },
    { kind: 'failed', trouble: 'unreachable' },
  ])
  expect((await linesOf(caseId)).map(({ result, reason }) => [result, reason])).toEqual([
    ['failed', null],
    ['failed', null],
  ])
})

test('what is looked through is the file as it was sent, though another picture is kept', async () => {
  const { counselor, caseId } = await aCaseOfACounselor()
  const photo = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#336699' } })
    .withExif({ IFD0: { Copyright: 'KAKUU-EXIF' } })
    .jpeg()
    .toBuffer()
  const polyglot = Buffer.concat([photo, Buffer.from('KAKUU-TAIL')])
  expect(await sent(counselor, caseId, new File([polyglot], '写真.jpg'))).toEqual([200, null])
  expect(daemon.received).toEqual([polyglot])
  const [kept] = (await showCase(counselor, { caseId })).attachments
  expect([kept?.form, kept?.label?.bytes === polyglot.byteLength]).toEqual(['rendition', false])
})

test('nobody waits for the scanner with a connection in hand', async () => {
  const { counselor, caseId } = await aCaseOfACounselor()
  let busy: number | undefined
  daemon.behaviour = async (socket) => {
    const { rows } = await database.superuser.query<{ busy: number }>(
      "select count(*)::int as busy from pg_stat_activity where usename = 'yorube_app' and datname = current_database() and state <> 'idle'",
    )
    busy = rows[0]?.busy
    socket.end('stream: OK\0')
  }
  expect(await sent(counselor, caseId, new File(['見本'], '見本.txt'))).toEqual([200, null])
  expect(busy).toBe(0)
})
