import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { aCase, addPersonToCase } from '../cases/testing.ts'
import type { Recipient, ReleaseOrder } from './contract.ts'
import { dropPrepared, prepareRelease, releasePrepared } from './prepared.ts'
import { release } from './release.ts'

const database = useDatabase()

/** The gate as any module calls it: inside a use-case of whoever sits at the desk. */
function gate<Input>(name: string, through: (scene: Scene, input: Input) => Promise<unknown>) {
  return defineUseCase({
    name: `test.${name}`,
    permission: 'document.release',
    purpose: 'coordination',
    input: z.custom<Input>(),
    subject: () => ({ objectType: 'release' }),
    output: z.object({}),
    run: async (scene, input) => {
      await through(scene, input)
      return {}
    },
    audit: () => ({}),
  })
}
const letOut = gate('let-out', release)
const prepare = gate('prepare', prepareRelease)
const sayYes = gate('say-yes', releasePrepared)
const drop = gate('drop', dropPrepared)

async function aDesk() {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'counselor', 'supervisor'])
  const [first, second, supervisor] = hub.people as [TestPerson, TestPerson, TestPerson]
  for (const person of hub.people) await office.stepUp(person)
  const caseId = await aCase(first)
  const order = (recipient: Recipient, highest: ReleaseOrder['fields'][number]['class']): ReleaseOrder => ({
    document: 'request_sheet',
    subjectId: crypto.randomUUID(),
    recipient,
    fields: [
      { name: 'request', class: 'P' },
      { name: 'content', class: highest },
    ],
    purpose: 'coordination',
    caseId,
    deskId: hub.id,
    isPaper: true,
  })
  return { office, hub, first, second, supervisor, caseId, order }
}
type Desk = Awaited<ReturnType<typeof aDesk>>

async function aRecipient({ office }: Desk, kind: string): Promise<Recipient> {
  const [{ id: deskId }, bodyId] = [await office.desk([], 'asked'), crypto.randomUUID()]
  await database.superuser.query(
    "insert into body (tenant_id, id, kind, name, duty_ground) values ($1, $2, $3, '架空団体', 'local_public_service_34')",
    [office.tenantId, bodyId, kind],
  )
  await database.superuser.query(
    "insert into desk_entry (tenant_id, desk_id, body_id, name, kind) values ($1, $2, $3, '窓口', 'department')",
    [office.tenantId, deskId, bodyId],
  )
  return { kind: 'desk', deskId }
}

async function registerOf({ office }: Desk) {
  const { rows } = await database.superuser.query(
    'select serial, recipient_kind, highest_class, released_by, second_by from release where tenant_id = $1 order by serial',
    [office.tenantId],
  )
  return rows
}

async function expectRefused(attempt: Promise<unknown>, key: string): Promise<void> {
  await expect(attempt).rejects.toMatchObject({ code: 'refused', key })
}

test.each(['private_body', 'registered_establishment'])(
  'a %s is given nothing of whereabouts, and a second person changes nothing',
  async (kind) => {
    const desk = await aDesk()
    const recipient = await aRecipient(desk, kind)
    for (const door of [letOut, prepare])
      await expectRefused(door(desk.first, desk.order(recipient, 'A')), 'documents_refused_ceiling')
    expect(await registerOf(desk)).toEqual([])
    await letOut(desk.first, desk.order(recipient, 'S'))
    expect(await registerOf(desk)).toMatchObject([{ serial: 1, recipient_kind: kind, highest_class: 'S' }])
  },
)

test('what a body may be given is decided by what it is now, whoever asks', async () => {
  const desk = await aDesk()
  const recipient = await aRecipient(desk, 'agency')
  const unknown: Recipient = { kind: 'desk', deskId: crypto.randomUUID() }
  await expect(letOut(desk.first, desk.order(unknown, 'P'))).rejects.toMatchObject({ code: 'not-found' })
  await prepare(desk.first, desk.order(recipient, 'A'))
  await database.superuser.query(
    "update body set kind = 'private_body' where id = (select body_id from desk_entry where desk_id = $1)",
    ['deskId' in recipient ? recipient.deskId : ''],
  )
  await expectRefused(prepare(desk.first, desk.order(recipient, 'A')), 'documents_refused_ceiling')
})

test('a class that is none, as of placement, leaves for nobody', async () => {
  const desk = await aDesk()
  for (const recipient of [{ kind: 'client' }, { kind: 'internal' }] as const)
    await expectRefused(letOut(desk.first, desk.order(recipient, 'F' as 'A')), 'documents_refused_placement')
  expect(await registerOf(desk)).toEqual([])
})

test('whereabouts wait for a second person who is not the first, not even for a manager or for herself', async () => {
  const desk = await aDesk()
  const { office, first, second, supervisor, order } = desk
  for (const who of [first, supervisor])
    for (const recipient of [{ kind: 'client' }, { kind: 'internal' }] as const)
      await expectRefused(letOut(who, order(recipient, 'A')), 'documents_refused_second_person')
  const one = order(await aRecipient(desk, 'agency'), 'A')
  await prepare(first, one)
  await expectRefused(sayYes(first, one.subjectId), 'documents_refused_second_person')
  await office.stepDown(second)
  await expect(sayYes(second, one.subjectId)).rejects.toMatchObject({ code: 'step-up-required' })
  expect(await registerOf(desk)).toEqual([])
  await office.stepUp(second)
  await sayYes(second, one.subjectId)
  expect(await registerOf(desk)).toEqual([
    {
      serial: 1,
      recipient_kind: 'agency',
      highest_class: 'A',
      released_by: first.userId,
      second_by: second.userId,
    },
  ])
})

test('what was agreed on leaves once: not twice, not by two at the same time, and not after it was dropped', async () => {
  const desk = await aDesk()
  const { first, second, supervisor, order } = desk
  const recipient = await aRecipient(desk, 'agency')
  const [once, dropped] = [order(recipient, 'A'), order(recipient, 'A')]
  for (const one of [once, dropped]) await prepare(first, one)
  const answers = await Promise.allSettled([second, supervisor].map((who) => sayYes(who, once.subjectId)))
  expect(answers.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  await expectRefused(sayYes(second, once.subjectId), 'documents_refused_not_prepared')
  await drop(first, dropped.subjectId)
  await expectRefused(sayYes(second, dropped.subjectId), 'documents_refused_not_prepared')
  expect((await registerOf(desk)).map((row) => row.serial)).toEqual([1])
})

test('a colleague of another desk says no second yes', async () => {
  const desk = await aDesk()
  const stranger = (await desk.office.desk(['supervisor'])).people[0] as TestPerson
  await desk.office.stepUp(stranger)
  const one = desk.order(await aRecipient(desk, 'agency'), 'A')
  await prepare(desk.first, one)
  await expectRefused(sayYes(stranger, one.subjectId), 'documents_refused_not_prepared')
})

test('no sheet names the counterpart or kin as who receives it, however the name is written', async () => {
  const desk = await aDesk()
  const { first, caseId, order } = desk
  const to = await aRecipient(desk, 'agency')
  const card = { names: [{ family: '例示', given: '次郎', familyKana: 'れいじ', givenKana: 'じろう' }] }
  const sent = () => ({ submissionId: crypto.randomUUID(), caseId, card })
  const { id: uncle } = await addPersonToCase(first, { ...sent(), part: 'relative' })
  const { id: opponent } = await addPersonToCase(first, { ...sent(), part: 'counterpart' })
  const refused: Recipient[] = [
    ...['架空太郎', '架空　太郎 様', '例示次郎', 'れいじ・じろう'].flatMap((personName): Recipient[] => [
      { ...to, personName } as Recipient,
      { kind: 'agent', actsFor: 'client', personName: `${personName}（代理）` },
    ]),
    { kind: 'person', personId: uncle },
    { kind: 'person', personId: opponent },
  ]
  for (const recipient of refused)
    for (const door of [letOut, prepare])
      await expectRefused(door(first, order(recipient, 'P')), 'documents_refused_opposing')
  expect(await registerOf(desk)).toEqual([])
  await letOut(first, order({ ...to, personName: '見本 三郎' } as Recipient, 'S'))
})

test('whoever acts for him, and whoever is no person of this case, is given nothing', async () => {
  const desk = await aDesk()
  const { first, order } = desk
  const elsewhere = await aCase(first, { family: '見本' })
  const card = { names: [{ family: '見本', given: '子' }] }
  const sent = { submissionId: crypto.randomUUID(), card }
  const { id: personId } = await addPersonToCase(first, { ...sent, caseId: elsewhere, part: 'child' })
  await expectRefused(
    letOut(first, order({ kind: 'person', personId }, 'P')),
    'documents_refused_unknown_person',
  )
  for (const actsFor of ['counterpart', 'unknown'] as const)
    await expectRefused(
      letOut(first, order({ kind: 'agent', actsFor, personName: '見本 弁護士' }, 'P')),
      'documents_refused_agent',
    )
})

test('where the counterpart’s name cannot be opened, nothing that names a person leaves', async () => {
  const desk = await aDesk()
  const named = { ...(await aRecipient(desk, 'agency')), personName: '見本 三郎' } as Recipient
  await database.superuser.query(
    'update case_ set safety = set_byte(safety, 60, 255 - get_byte(safety, 60)) where id = $1',
    [desk.caseId],
  )
  await expectRefused(letOut(desk.first, desk.order(named, 'P')), 'documents_refused_unopenable')
  expect(await registerOf(desk)).toEqual([])
})

test('a recipient that has become another kind of body since is measured again, not let through', async () => {
  const desk = await aDesk()
  const recipient = await aRecipient(desk, 'department')
  const order = desk.order(recipient, 'S')
  await prepare(desk.first, order)
  await database.superuser.query(
    "update body set kind = 'private_body' where tenant_id = $1 and name = '架空団体'",
    [desk.office.tenantId],
  )
  await expectRefused(sayYes(desk.second, order.subjectId), 'documents_refused_recipient_changed')
  expect(await registerOf(desk)).toEqual([])
})

test('a copy of the database does not confirm a guess at who received something', async () => {
  const desk = await aDesk()
  const recipient: Recipient = { kind: 'agent', actsFor: 'client', personName: '見本 弁護士' }
  const wish = desk.order(recipient, 'P')
  await letOut(desk.first, wish)
  const { rows } = await database.superuser.query<{ hash: Buffer }>(
    'select field_hash as hash from release where subject_id = $1',
    [wish.subjectId],
  )
  const fields = wish.fields.map((field) => [field.class, field.name]).sort()
  const to = Object.entries(recipient).sort()
  const guess = JSON.stringify([wish.document, wish.subjectId, wish.caseId, to, fields])
  const plain = createHash('sha256').update(guess).digest()
  expect(rows).toHaveLength(1)
  expect(rows[0]?.hash).toHaveLength(32)
  expect(rows[0]?.hash.equals(plain)).toBe(false)
})
