import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { aCase, blockPerson, registerCaseSources } from '../cases/testing.ts'
import { declareKin } from '../conflicts/testing.ts'
import { aNetwork } from '../requests/testing.ts'
import { nearCases } from './near-cases.ts'
import { endAccess, listAccess, prepareAccess, receiveAccess, showAccess } from './testing.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
const code = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (error) => `${error.code} ${error.key}`,
  )
const ask = (caseId?: string) => ({
  submissionId: crypto.randomUUID(),
  ...(caseId ? { caseId } : {}),
  requester: 'herself' as const,
  receivedOn: today(),
  name: '架空 花',
  reach: '姉の携帯へ、平日の昼',
  asked: '相談の記録のすべて',
})

test('whoever opened her request, with how she is reached, stands in the list of who looked, and spends of the budget', async () => {
  const { counselor, supervisor, caseId } = await aNetwork(database)
  const { id } = await receiveAccess(counselor, ask(caseId) as never)
  expect((await showAccess(supervisor, { accessId: id })).words?.reach).toContain('姉の携帯')
  const { rows } = await database.superuser.query(
    "select auth.counted_as('access.show') as budget, auth.counted_as('access.print') as printing, audit.opens_record('access.show') as told",
  )
  expect(rows[0]).toEqual({ budget: 'record', printing: 'record', told: true })
  await showAccess(counselor, { accessId: id })
  const spent = await database.superuser.query(
    'select 1 from auth.read_use where user_id = $1 and object_id = $2',
    [counselor.userId, caseId],
  )
  expect(spent.rowCount).toBe(1)
})

test('of a name that many have either every case counts, or a fuller name is asked for', async () => {
  const { counselor, caseId } = await aNetwork(database)
  const others = [await aCase(counselor, { family: '架空' }), await aCase(counselor, { family: '架空' })]
  const near = defineUseCase({
    name: 'guard.near-cases',
    permission: 'access.work',
    purpose: 'support',
    input: z.object({ most: z.number() }),
    subject: () => ({ objectType: 'access_request' }),
    output: z.array(z.string()),
    run: (scene, { most }) => nearCases(scene, '架空', most),
    audit: () => ({ count: 0 }),
  })
  expect((await near(counselor, { most: 100 })).toSorted()).toEqual([caseId, ...others].toSorted())
  expect(await code(near(counselor, { most: 2 }))).toBe('invalid error_invalid')
})

test('a request without a case shows nothing of her to whom her case is hidden from', async () => {
  const { hub, counselor, supervisor, caseId } = await aNetwork(database)
  const colleague = hub.people.find((p) => p !== counselor && p !== supervisor)
  if (!colleague) throw new Error('nobody')
  await blockPerson(counselor, { caseId, userId: colleague.userId, reason: '親族' } as never).catch(() =>
    blockPerson(supervisor, { caseId, userId: colleague.userId, reason: '親族' } as never),
  )
  await receiveAccess(counselor, ask() as never)
  expect((await listAccess(colleague, {})).open.map((one) => one.name)).not.toContain('架空 花')
  // Nor when she is written otherwise; and neither opened nor ended by whoever must not know of it.
  const { id } = await receiveAccess(counselor, { ...ask(), name: '架空花' } as never)
  expect((await listAccess(colleague, {})).open).toEqual([])
  expect(await code(showAccess(colleague, { accessId: id }))).toContain('not-found')
  expect(
    await code(endAccess(colleague, { accessId: id, outcome: 'withdrawn', reason: '見えないはずの請求' })),
  ).toContain('not-found')
  for (const who of [counselor, supervisor]) expect((await listAccess(who, {})).open).toHaveLength(2)
  // Of somebody else's request she knows like everybody.
  await receiveAccess(counselor, { ...ask(), name: '例示 月子' } as never)
  expect((await listAccess(colleague, {})).open.map((one) => one.name)).toEqual(['例示 月子'])
})

test('where a card cannot be looked into, no request is taken without a case: it might be about that one', async () => {
  const { hub, counselor, supervisor, caseId } = await aNetwork(database)
  const colleague = hub.people.find((p) => p !== counselor && p !== supervisor)
  if (!colleague) throw new Error('nobody')
  await blockPerson(supervisor, { caseId, userId: colleague.userId, reason: '親族' } as never)
  await database.superuser.query(
    `with off as (select set_config('session_replication_role', 'replica', true))
     update person p set desk_card = set_byte(desk_card, 60, get_byte(desk_card, 60) # 1)
     from case_ c, off where c.id = $1 and p.id = c.client_id`,
    [caseId],
  )
  const alarms = database.alarms.length
  await expect(receiveAccess(counselor, ask() as never)).rejects.toMatchObject({
    fields: { name: 'access_name_unsure' },
  })
  expect(database.alarms.length).toBeGreaterThan(alarms)
  expect((await listAccess(colleague, {})).open).toEqual([])
  expect(await code(receiveAccess(counselor, ask(caseId) as never))).toBe('done')
})

test('whoever declared the one who asks, or her for whom he asks, hears of none of it', async () => {
  const { counselor, supervisor, manager, caseId } = await aNetwork(database)
  await declareKin(manager, {
    submissionId: crypto.randomUUID(),
    relation: 'sibling',
    family: '見本',
    given: '義弟',
    familyKana: 'みほん',
    givenKana: 'ぎてい',
  } as never)
  const agent = { requester: 'mandated_agent' as const, agentName: '見本　義弟' }
  for (const home of [undefined, caseId]) {
    const { id } = await receiveAccess(counselor, { ...ask(home), ...agent } as never)
    expect((await listAccess(manager, {})).open.map((one) => one.id)).not.toContain(id)
    expect(await code(showAccess(manager, { accessId: id }))).toContain('not-found')
    expect(
      await code(endAccess(manager, { accessId: id, outcome: 'refused', reason: '親族からの請求' })),
    ).toContain('not-found')
    expect((await listAccess(supervisor, {})).open.map((one) => one.id)).toContain(id)
  }
})

test('the form is for whoever may write a request down, and for nobody else', async () => {
  const { office, counselor, manager, clerk, caseId } = await aNetwork(database)
  expect(await prepareAccess(counselor, { caseId })).toMatchObject({ submissionId: expect.any(String) })
  expect(await code(prepareAccess(counselor, {}))).toBe('done')
  for (const tenantRole of ['auditor', 'tenant_admin'] as const)
    expect(await code(prepareAccess(await office.person({ tenantRole }), {}))).toContain('forbidden')
  expect(await code(prepareAccess(clerk, {}))).toContain('forbidden')
  await blockPerson(counselor, { caseId, userId: manager.userId, reason: '届出による' } as never)
  expect(await code(prepareAccess(manager, { caseId }))).toContain('not-found')
})
