import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../platform/actor.ts'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { postedAs } from '../../platform/testing/posted.ts'
import { caseFiles } from './api.ts'
import { showFile } from './open-attachment.ts'
import { registerCaseSources } from './own-sources.ts'
import { showCase } from './show-case.ts'
import { aCase } from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

async function upload(who: TestPerson, caseId: string, ...files: File[]) {
  return send(who, caseId, files)
}

async function send(who: Caller, caseId: string, files: File[], headers: Record<string, string> = {}) {
  const form = new FormData()
  for (const file of files) form.append('file', file)
  form.set('submissionId', crypto.randomUUID())
  return caseFiles(() => who).request(await postedAs(`http://here/cases/${caseId}/files`, form, headers))
}

test('a picture is sealed with its name, shown to the desk, absent for others; an original never comes this way', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  const stranger = (await office.desk(['counselor', 'supervisor'])).people[0] as TestPerson
  const caseId = await aCase(counselor)
  const png = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#336699' } })
    .png()
    .toBuffer()
  const sent = await upload(counselor, caseId, new File([new Uint8Array(png)], '架空の診断書.png'))
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `/cases/${caseId}#files`])
  expect((await upload(stranger, caseId, new File(['x'], 'x.txt'))).status).toBe(404)
  await upload(counselor, caseId, new File(['%PDF-1.7 kakuu'], '陳述書.pdf'))

  const [pdf, picture] = (await showCase(counselor, { caseId })).attachments
  expect([pdf?.form, pdf?.label?.name, picture?.form, picture?.label?.name]).toEqual([
    'original',
    '陳述書.pdf',
    'rendition',
    '架空の診断書.png',
  ])
  const { rows } = await database.superuser.query('select label, content from attachment')
  expect(rows.some((row) => row.content.includes('kakuu') || row.label.includes('陳述書'))).toBe(false)

  const app = caseFiles(() => counselor)
  const shown = await app.request(`/cases/${caseId}/pictures/${picture?.id}`)
  expect([
    shown.status,
    shown.headers.get('content-type'),
    shown.headers.get('content-security-policy'),
  ]).toEqual([200, 'image/png', "default-src 'none'; sandbox"])
  expect((await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).width).toBe(20)
  expect((await app.request(`/cases/${caseId}/pictures/${pdf?.id}`)).status).toBe(404)
  const nowhere = await app.request(`/cases/${caseId}/pictures/zz`)
  expect([nowhere.status, await nowhere.text()]).toEqual([404, expect.stringContaining('<h1>')])
  // Opened by itself it would be printed by the browser's own command: it leads to its page instead.
  const alone = await app.request(`/cases/${caseId}/pictures/${picture?.id}`, {
    headers: { 'Sec-Fetch-Dest': 'document' },
  })
  expect([alone.status, alone.headers.get('location')]).toEqual([
    303,
    `/cases/${caseId}/files/${picture?.id}`,
  ])
  expect(await showFile(counselor, { caseId, attachmentId: pdf?.id ?? '' })).toMatchObject({
    form: 'original',
    label: { name: '陳述書.pdf' },
  })
  await expect(showFile(stranger, { caseId, attachmentId: pdf?.id ?? '' })).rejects.toMatchObject({
    code: 'not-found',
  })
  await database.superuser.query(
    'update attachment set content = set_byte(content, 60, 1 + get_byte(content, 60) % 255)',
  )
  expect((await app.request(`/cases/${caseId}/pictures/${picture?.id}`)).status).toBe(404)
  expect(database.alarms).toContainEqual(expect.objectContaining({ label: 'attachment.content' }))
})

test('a program is refused, whatever it is called, and a name that promises something else is put right', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  const caseId = await aCase(counselor)
  const program = new Uint8Array([0x4d, 0x5a, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00, 0x04, 0x00])
  for (const file of [new File([program], '写真.jpg'), new File(['echo'], '架空.bat')])
    expect((await upload(counselor, caseId, file)).headers.get('location')).toBe(
      `/cases/${caseId}?failed=cases_error_file_program#files`,
    )
  await upload(counselor, caseId, new File(['words of nobody'], '陳述書.pdf'))
  const { attachments } = await showCase(counselor, { caseId })
  expect(attachments.map((one) => one.label?.name)).toEqual(['陳述書.pdf.bin'])
})

test('more than 25 MB is refused, and nothing of it is kept', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  const caseId = await aCase(counselor)
  const sent = await upload(counselor, caseId, new File([new Uint8Array(26 * 1024 * 1024)], 'big.bin'))
  expect(sent.headers.get('location')).toContain('cases_error_file_too_large')
  expect((await showCase(counselor, { caseId })).attachments).toEqual([])
})

test('no file, an empty one and several are told apart; a name keeps only what can be seen', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  const caseId = await aCase(counselor)
  const failureOf = async (...files: File[]) =>
    new URL(
      (await upload(counselor, caseId, ...files)).headers.get('location') ?? '',
      'http://h',
    ).searchParams.get('failed')
  const text = (name: string, words = '見本') => new File([words], name)
  expect(await failureOf()).toBe('cases_error_file_missing')
  expect(await failureOf(text('', ''))).toBe('cases_error_file_missing')
  expect(await failureOf(text('空.txt', ''))).toBe('cases_error_file_empty')
  expect(await failureOf(text('一.txt'), text('二.txt'))).toBe('cases_error_file_several')
  expect(await failureOf(text('..\\..\\架空\u202etxt.exe'))).toBe('cases_error_file_program')
  expect(await failureOf(text('..\\..\\架空\u202efdp.txt'))).toBeNull()
  const [kept] = (await showCase(counselor, { caseId })).attachments
  expect(kept?.label?.name).toBe('架空fdp.txt')
})

test('a page that sends a file itself is answered in place', async () => {
  const office = await TestOffice.open(database)
  const [counselor] = (await office.desk(['counselor', 'supervisor'])).people as [TestPerson]
  const caseId = await aCase(counselor)
  const json = { Accept: 'application/json' }
  const file = new File(['見本'], '見本.txt')
  const taken = await send(counselor, caseId, [file], json)
  expect([taken.status, await taken.json()]).toEqual([200, { failed: null }])
  const large = await send(counselor, caseId, [new File([new Uint8Array(26 * 1024 * 1024)], 'big.bin')], json)
  expect([large.status, await large.json()]).toEqual([413, { failed: 'cases_error_file_too_large' }])
  const nobody = await send({ ...counselor, cookie: null }, caseId, [file], json)
  expect(nobody.status).toBe(401)
})
