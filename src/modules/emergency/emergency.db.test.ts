import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { enterRaw, TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { showInEmergency } from '../cases/index.ts'
import {
  aCase,
  aConsultationIn,
  aPlace,
  blockPerson,
  registerCaseSources,
  showCase,
} from '../cases/testing.ts'
import {
  appointDuty,
  askForDuty,
  breakGlass,
  decideOnDuty,
  findForDuty,
  giveToDuty,
  listGlass,
  reviewGlass,
  showAppointment,
  showDuty,
} from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)

const reason = '本人から、夫が玄関に来ていると電話があり、安全な連絡先を確かめる'
const caller = { kana: 'かくうはな', birthDate: '1990-04-02' }

async function anOffice() {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const duty = await office.desk(['counselor', 'counselor'])
  const [counselor, supervisor] = hub.people
  const [night, other] = duty.people
  const admins = [
    await office.person({ tenantRole: 'tenant_admin' }),
    await office.person({ tenantRole: 'tenant_admin' }),
  ] as const
  if (!counselor || !supervisor || !night || !other) throw new Error('people are missing')
  for (const person of [night, other, ...admins]) await office.stepUp(person)
  return { office, hub, duty, counselor, supervisor, night, other, admins }
}
type Office = Awaited<ReturnType<typeof anOffice>>

async function appoint({ admins: [asker, second] }: Office, deskId: string) {
  await askForDuty(asker, { deskId })
  const [act] = (await showAppointment(second, {})).acts
  if (!act) throw new Error('nothing was asked')
  await decideOnDuty(second, { actId: act.id, seal: act.seal, answer: 'agree' })
  await appointDuty(asker, { actId: act.id })
}
const found = async (who: TestPerson, typed: Parameters<typeof findForDuty>[1] = caller) =>
  (await findForDuty(who, typed)).found.map((one) => one.caseId)
const opens = (who: TestPerson, caseId: string) =>
  showInEmergency(who, { caseId }).then(
    () => 'opened',
    (error) => error.code,
  )
const passes = (caseId: string, minutes: number) =>
  database.superuser.query(
    'update auth.break_glass set at = at - make_interval(mins => $2), ends_at = ends_at - make_interval(mins => $2) where case_id = $1',
    [caseId, minutes],
  )

test('found by a whole trait, opened with a reason for an hour, and told at once', async () => {
  const one = await anOffice()
  await appoint(one, one.duty.id)
  const { counselor, supervisor, night, other } = one
  const caseId = await aCase(counselor)
  await aConsultationIn(counselor, caseId, {})
  const place = await aPlace(database, counselor, caseId, 'present_address', '秘密の住所')
  const { core } = await showCase(counselor, { caseId })

  expect(await found(night)).toEqual([caseId])
  expect(await found(night, { number: core?.number.replace('-', 'ー') ?? '' })).toEqual([caseId])
  expect(await found(night, { kana: 'かくう', birthDate: caller.birthDate })).toEqual([])
  await expect(findForDuty(night, { kana: 'かくうはな' })).rejects.toMatchObject({ code: 'invalid' })
  expect(await opens(night, caseId)).toBe('not-found')

  await expect(breakGlass(night, { caseId, reason: 'みじかい' })).rejects.toMatchObject({ code: 'invalid' })
  await breakGlass(night, { caseId, reason })
  const seen = await showInEmergency(night, { caseId })
  expect(seen.safety?.never).toBe('自宅の電話にかけない')
  expect(seen.people[0]?.card?.names[0]?.family).toBe('架空')
  expect(seen.timeline.map((entry) => entry.kind)).toEqual(['consultation'])
  expect(JSON.stringify(seen)).not.toContain('秘密の住所')
  expect(await opens(other, caseId)).toBe('not-found')
  await expect(showCase(night, { caseId })).rejects.toMatchObject({ code: 'not-found' })

  const { rows } = await database.superuser.query(
    'select kind, desk_id, user_id from notice where kind like $1 order by kind',
    ['%glass%'],
  )
  expect(rows.filter((row) => row.desk_id === one.hub.id || row.user_id === supervisor.userId)).toMatchObject(
    [{ kind: 'case.glass-broken' }, { kind: 'glass.to-review' }],
  )
  // Not one row of where she is, also by hand in the middle of her own transaction.
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, night)
  const places = await raw.query('select id from whereabouts where id = $1', [place])
  const approvals = await raw.query('select count(*)::int as count from approval')
  await raw.query('rollback')
  expect([places.rowCount, approvals.rows[0].count]).toEqual([0, 0])

  await passes(caseId, 61)
  expect(await opens(night, caseId)).toBe('not-found')
})

test('no second one until a lead of that desk has looked; never at her own', async () => {
  const one = await anOffice()
  await appoint(one, one.duty.id)
  const { counselor, supervisor, night } = one
  const [first, second] = [await aCase(counselor), await aCase(counselor)]
  await breakGlass(night, { caseId: first, reason })
  await expect(breakGlass(night, { caseId: second, reason })).rejects.toMatchObject({
    key: 'emergency_refused_unreviewed',
  })
  expect(await showDuty(night, {})).toMatchObject({ isOnDuty: true, waitsForReview: true })
  const [glass] = (await listGlass(supervisor, {})).glasses
  expect(glass).toMatchObject({ caseId: first, reason, isLate: false, verdict: null })
  await expect(reviewGlass(counselor, { glassId: glass?.id ?? '', verdict: 'needed' })).rejects.toMatchObject(
    {
      code: 'forbidden',
    },
  )
  await reviewGlass(supervisor, { glassId: glass?.id ?? '', verdict: 'needed' })
  await expect(
    reviewGlass(supervisor, { glassId: glass?.id ?? '', verdict: 'needed' }),
  ).rejects.toMatchObject({
    code: 'conflict',
  })
  await breakGlass(night, { caseId: second, reason })
  expect(await opens(night, second)).toBe('opened')
  await passes(second, 60 * 24 * 14)
  expect((await listGlass(supervisor, {})).glasses[0]).toMatchObject({ caseId: second, isLate: true })
})

test('what was not needed is over at once', async () => {
  const one = await anOffice()
  await appoint(one, one.duty.id)
  const caseId = await aCase(one.counselor)
  await breakGlass(one.night, { caseId, reason })
  expect(await opens(one.night, caseId)).toBe('opened')
  const [glass] = (await listGlass(one.supervisor, {})).glasses
  await reviewGlass(one.supervisor, { glassId: glass?.id ?? '', verdict: 'not_needed' })
  expect(await opens(one.night, caseId)).toBe('not-found')
})

test('two at once are not two', async () => {
  const one = await anOffice()
  await appoint(one, one.duty.id)
  const cases = [await aCase(one.counselor), await aCase(one.counselor), await aCase(one.counselor)]
  const outcomes = await Promise.allSettled(cases.map((caseId) => breakGlass(one.night, { caseId, reason })))
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
})

test('blocked is nowhere, in an emergency too; and without a confirmation nothing is looked for', async () => {
  const one = await anOffice()
  await appoint(one, one.duty.id)
  const caseId = await aCase(one.counselor)
  await blockPerson(one.counselor, { caseId, userId: one.night.userId, reason: '相手方の兄' })
  expect(await found(one.night)).toEqual([])
  expect(await found(one.other)).toEqual([caseId])
  await expect(breakGlass(one.night, { caseId, reason })).rejects.toMatchObject({ code: 'not-found' })
  await one.office.stepDown(one.other)
  await expect(findForDuty(one.other, caller)).rejects.toMatchObject({ code: 'step-up-required' })
})

test('only the appointed desk, only from its appointment on; earlier cases are given by whoever holds them', async () => {
  const one = await anOffice()
  const early = await aCase(one.counselor)
  expect(await found(one.night)).toEqual([])
  await appoint(one, one.duty.id)
  expect(await found(one.night)).toEqual([])
  expect(await giveToDuty(one.supervisor, {})).toEqual({ given: 2, isMore: false })
  expect(await giveToDuty(one.supervisor, {})).toEqual({ given: 0, isMore: false })
  expect(await found(one.night)).toEqual([early])
  await breakGlass(one.night, { caseId: early, reason })
  expect(await opens(one.night, early)).toBe('opened')
  await appoint(one, '')
  expect(await opens(one.night, early)).toBe('not-found')
  expect((await showDuty(one.night, {})).isOnDuty).toBe(false)
  const { rows } = await database.superuser.query(
    'select count(*)::int as count from auth.compartment_grant where for_duty and desk_id = $1',
    [one.duty.id],
  )
  expect(rows[0].count).toBe(0)
})

test('a duty desk that somebody wrote in by hand is given no key', async () => {
  const one = await anOffice()
  await database.superuser.query(
    "insert into auth.duty_desk (tenant_id, id, desk_id, appointed_by, mac) values ($1, gen_random_uuid(), $2, $3, '\\x00')",
    [one.office.tenantId, one.duty.id, one.night.userId],
  )
  await aCase(one.counselor)
  const { rows } = await database.superuser.query(
    'select count(*)::int as count from auth.compartment_grant where desk_id = $1',
    [one.duty.id],
  )
  expect(rows[0].count).toBe(0)
})

test('a key for emergencies stays closed by what it rests on, whatever somebody wrote beside it', async () => {
  const one = await anOffice()
  await appoint(one, one.duty.id)
  const caseId = await aCase(one.counselor)
  await database.superuser.query('update auth.compartment_grant set for_duty = false where desk_id = $1', [
    one.duty.id,
  ])
  const raw = await database.as('yorube_app')
  await raw.query('begin')
  await enterRaw(raw, one.night)
  const seen = await raw.query('select id from case_ where id = $1', [caseId])
  const grants = await raw.query(
    'select * from auth.my_grants((select array_agg(compartment_id) from auth.compartment_grant))',
  )
  await raw.query('rollback')
  expect([seen.rowCount, grants.rowCount]).toEqual([0, 0])
})

test('two agree to exactly one act: not the asker, not another desk, not twice, not after a day', async () => {
  const one = await anOffice()
  const [asker, second] = one.admins
  const third = await one.office.person({ tenantRole: 'tenant_admin' })
  const pending = async () => {
    await askForDuty(asker, { deskId: one.duty.id })
    const [act] = (await showAppointment(second, {})).acts
    if (!act) throw new Error('nothing was asked')
    return { actId: act.id, seal: act.seal }
  }
  const act = await pending()
  const agree = (who: TestPerson, more: object = {}) =>
    decideOnDuty(who, { ...act, answer: 'agree', ...more })
  await expect(agree(asker)).rejects.toMatchObject({ key: 'emergency_act_own' })
  await expect(agree(third)).rejects.toMatchObject({ code: 'step-up-required' })
  await expect(agree(second, { seal: act.seal.replace(/^../, 'ff') })).rejects.toMatchObject({
    key: 'emergency_act_absent',
  })
  await expect(appointDuty(asker, { actId: act.actId })).rejects.toMatchObject({ code: 'refused' })
  await agree(second)
  await expect(appointDuty(second, { actId: act.actId })).rejects.toMatchObject({ code: 'refused' })
  // Somebody changes the desk after it was agreed to: the seal does not fit any more.
  await database.superuser.query("update auth.act_approval set fields = 'desk_id=' || $1::text", [one.hub.id])
  await expect(appointDuty(asker, { actId: act.actId })).rejects.toMatchObject({ code: 'refused' })
  await database.superuser.query("update auth.act_approval set fields = 'desk_id=' || $1::text", [
    one.duty.id,
  ])
  await appointDuty(asker, { actId: act.actId })
  await expect(appointDuty(asker, { actId: act.actId })).rejects.toMatchObject({ code: 'refused' })

  const late = await pending()
  await decideOnDuty(second, { ...late, answer: 'agree' })
  const spentWhen = async (expires: string) => {
    await database.superuser.query(
      `update auth.act_approval set expires_at = now() + $2::interval where id = $1`,
      [late.actId, expires],
    )
    const raw = await database.as('yorube_app')
    await raw.query('begin')
    await enterRaw(raw, asker)
    const { rows } = await raw.query("select auth.spend_act($1, 'duty.appoint', $2) as spent", [
      late.actId,
      Buffer.from(late.seal, 'hex'),
    ])
    await raw.query('rollback')
    return rows[0].spent
  }
  expect([await spentWhen('-1 second'), await spentWhen('1 hour')]).toEqual([false, true])

  const without = await pending()
  await decideOnDuty(second, { ...without, answer: 'agree' })
  await database.superuser.query('delete from auth.role_assignment where user_id = $1', [second.userId])
  await expect(appointDuty(asker, { actId: without.actId })).rejects.toMatchObject({ code: 'refused' })
})
