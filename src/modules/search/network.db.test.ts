import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { blockPerson } from '../cases/testing.ts'
import { japanDay } from '../directory/index.ts'
import { withdrawShare } from '../disclosures/index.ts'
import { aNetwork, aRequest } from '../requests/testing.ts'
import { findAnything, findInNetwork } from './find.ts'

const database = useDatabase()

test('a desk is found by body, name and number, with its telephone; who is there today its own people see', async () => {
  const network = await aNetwork(database)
  await database.superuser.query(
    "update desk_entry set public_phone = '048-000-1111', extension = '2101' where desk_id = $1",
    [network.asked.id],
  )
  await database.superuser.query(
    `insert into duty (tenant_id, id, desk_id, user_id, day, kind) values ($1, gen_random_uuid(), $2, $3, $4, 'absent')`,
    [network.office.tenantId, network.asked.id, network.clerk.userId, japanDay(new Date())],
  )
  const setOpen = (isOpen: boolean) =>
    database.superuser.query(
      `insert into office_day (tenant_id, day, is_open) values ($1, $2, $3)
       on conflict (tenant_id, day) do update set is_open = $3`,
      [network.office.tenantId, japanDay(new Date()), isOpen],
    )
  await setOpen(true)
  const byName = await findAnything(network.counselor, { words: '保育' })
  expect(byName.desks).toMatchObject({
    total: 1,
    shown: [
      {
        deskId: network.asked.id,
        bodyName: '保育課',
        phone: '048-000-1111',
        extension: '2101',
        onDuty: null,
      },
    ],
  })
  const names = (await findInNetwork(network.clerk, { words: '保育' })).desks.shown[0]?.onDuty
  expect([names?.names.length, names?.more]).toEqual([2, 0])
  expect(names?.names.join()).not.toContain(network.clerk.login)
  for (const words of ['2101', '1111', '保育課 窓口'])
    expect((await findAnything(network.counselor, { words })).desks.shown[0]?.deskId).toBe(network.asked.id)
  await setOpen(false)
  const closed = await findInNetwork(network.clerk, { words: '保育' })
  expect(closed.desks.shown[0]?.onDuty).toBeNull()
  const paper = await findAnything(network.counselor, { words: '警察' })
  expect(paper.desks.shown).toMatchObject([{ deskId: network.paper.id, onDuty: null }])
})

test('who is at a facility is told to nobody by a search', async () => {
  const network = await aNetwork(database)
  await database.superuser.query("update desk_entry set kind = 'facility' where desk_id = $1", [
    network.other.id,
  ])
  const found = await findAnything(network.counselor, { words: '税務' })
  expect(found.desks.shown).toMatchObject([{ deskId: network.other.id, onDuty: null }])
})

test('both sides of a request find it by its title, and nobody else; a clerk finds nothing of the case', async () => {
  const network = await aNetwork(database)
  const requestId = await aRequest(network, { title: '入園の手続き' })
  expect((await findAnything(network.counselor, { words: '入園' })).requests).toMatchObject({
    total: 1,
    shown: [{ requestId, title: '入園の手続き', state: 'sent', otherDesk: '窓口' }],
  })
  expect((await findInNetwork(network.clerk, { words: '入園' })).requests.shown[0]?.requestId).toBe(requestId)
  expect((await findInNetwork(network.stranger, { words: '入園' })).requests.total).toBe(0)
  const clerks = await findInNetwork(network.clerk, { words: '架空' })
  expect([clerks.cases.total, clerks.people.total]).toEqual([0, 0])
  await expect(findAnything(network.clerk, { words: '入園' })).rejects.toMatchObject({ code: 'forbidden' })
  const auditor = await network.office.person({ tenantRole: 'auditor' })
  expect((await findInNetwork(auditor, { words: '保育' })).desks.total).toBe(1)
  expect((await findInNetwork(auditor, { words: '入園' })).requests.total).toBe(0)
})

test('a request about a case that does not exist for a clerk is not found by her; a withdrawn one by nobody there', async () => {
  const network = await aNetwork(database)
  await aRequest(network, { title: '内密の手続き' })
  await blockPerson(network.supervisor, {
    caseId: network.caseId,
    userId: network.secondClerk.userId,
    reason: '相手方の知人',
  })
  expect((await findInNetwork(network.clerk, { words: '内密' })).requests.total).toBe(1)
  expect((await findInNetwork(network.secondClerk, { words: '内密' })).requests.total).toBe(0)
  const { rows } = await database.superuser.query('select id from disclosure where case_id = $1', [
    network.caseId,
  ])
  await withdrawShare(network.counselor, { disclosureId: rows[0].id, reason: '取りやめ' })
  expect((await findInNetwork(network.clerk, { words: '内密' })).requests.total).toBe(0)
  expect(database.alarms).toEqual([])
})
