import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import type { DeskRole } from '../../platform/permissions.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { acknowledgePledge } from './acknowledge-pledge.ts'
import { listDirectory } from './list-directory.ts'
import { listPledges } from './list-pledges.ts'
import { showPledge } from './show-pledge.ts'

const database = useDatabase()

async function deskUnder(
  office: TestOffice,
  ground: string,
  people: { person: TestPerson; role: DeskRole }[],
  source = '',
): Promise<string> {
  const { id } = await office.deskOf(people, 'asked')
  const bodyId = crypto.randomUUID()
  await database.superuser.query(
    "insert into body (tenant_id, id, kind, name, duty_ground, duty_source) values ($1, $2, 'agency', $3, $4, $5)",
    [office.tenantId, bodyId, `機関 ${bodyId.slice(0, 6)}`, ground, source],
  )
  await database.superuser.query(
    "insert into desk_entry (tenant_id, desk_id, body_id, name, kind) values ($1, $2, $3, '窓口', 'agency')",
    [office.tenantId, id, bodyId],
  )
  return id
}

test('nothing opens before the acknowledgement; afterwards it does, for a year', async () => {
  const office = await TestOffice.open(database)
  const clerk = await office.person({ hasPledged: false })
  await deskUnder(office, 'local_public_service_34', [{ person: clerk, role: 'desk_worker' }])
  await expect(listDirectory(clerk, {})).rejects.toMatchObject({ code: 'acknowledgement-required' })

  const { mark, texts, months } = await showPledge(clerk, {})
  expect(texts).toMatchObject([{ ground: 'local_public_service_34', source: '地方公務員法 第34条第1項' }])
  expect(months).toBe(12)
  await expect(acknowledgePledge(clerk, { mark, agree: undefined as never })).rejects.toMatchObject({
    fields: { agree: 'directory_pledge_agree_missing' },
  })
  await expect(acknowledgePledge(clerk, { mark: 'an older text', agree: 'yes' })).rejects.toMatchObject({
    key: 'directory_pledge_changed',
  })
  const { renewBy } = await acknowledgePledge(clerk, { mark, agree: 'yes' })
  expect((await listDirectory(clerk, {})).bodies).toHaveLength(1)

  await database.superuser.query('update auth.pledge set renew_by = current_date - 2 where user_id = $1', [
    clerk.userId,
  ])
  await expect(listDirectory(clerk, {})).rejects.toMatchObject({ code: 'acknowledgement-required' })
  expect(renewBy > new Date().toISOString().slice(0, 10)).toBe(true)
})

test('the text follows the body: a local rule is named and shows no penalty, an entrusted body shows its own', async () => {
  const office = await TestOffice.open(database)
  const partner = await office.person({ hasPledged: false })
  const shelter = await office.person({ hasPledged: false })
  const both = await office.person({ hasPledged: false })
  await deskUnder(
    office,
    'local_guideline',
    [
      { person: partner, role: 'partner_worker' },
      { person: both, role: 'partner_worker' },
    ],
    '架空市ネットワーク要綱 第10条',
  )
  await deskUnder(office, 'womens_act_9_8', [
    { person: shelter, role: 'shelter_worker' },
    { person: both, role: 'shelter_worker' },
  ])
  expect((await showPledge(partner, {})).texts).toMatchObject([
    { ground: 'local_guideline', source: '架空市ネットワーク要綱 第10条', penalty: null },
  ])
  expect((await showPledge(shelter, {})).texts).toMatchObject([
    { ground: 'womens_act_9_8', penalty: { article: expect.stringContaining('第23条'), isConfirmed: false } },
  ])
  const seen = await showPledge(both, {})
  expect(seen.texts.map((text) => text.ground).sort()).toEqual(['local_guideline', 'womens_act_9_8'])
  await acknowledgePledge(both, { mark: seen.mark, agree: 'yes' })
  const { rows } = await database.superuser.query(
    'select ground from auth.pledge where user_id = $1 order by ground',
    [both.userId],
  )
  expect(rows).toEqual([{ ground: 'local_guideline' }, { ground: 'womens_act_9_8' }])
})

test('an administrator is bound by the usual law', async () => {
  const office = await TestOffice.open(database)
  const admin = await office.person({ tenantRole: 'tenant_admin', hasPledged: false })
  expect((await showPledge(admin, {})).texts.map((text) => text.ground)).toEqual(['local_public_service_34'])
})

test('those responsible see who has not acknowledged; a lead sees her own desk, a clerk nobody', async () => {
  const office = await TestOffice.open(database)
  const admin = await office.person({ tenantRole: 'tenant_admin', name: '管理' })
  const lead = await office.person({ name: '係長' })
  const clerk = await office.person({ name: '係員', hasPledged: false })
  const lapsed = await office.person({ name: '失効' })
  await deskUnder(office, 'local_public_service_34', [
    { person: lead, role: 'desk_lead' },
    { person: clerk, role: 'desk_worker' },
  ])
  await database.superuser.query('update auth.pledge set renew_by = current_date - 2 where user_id = $1', [
    lapsed.userId,
  ])
  const names = async (person: TestPerson, only?: 'open') =>
    (await listPledges(person, only ? { only } : {})).people.map((one) => `${one.name} ${one.state}`)
  expect((await names(admin)).sort()).toEqual(
    ['係員 missing', '係長 kept', '失効 lapsed', '管理 kept'].sort(),
  )
  expect((await names(admin, 'open')).sort()).toEqual(['係員 missing', '失効 lapsed'].sort())
  expect((await names(lead)).sort()).toEqual(['係員 missing', '係長 kept'].sort())
  await expect(listPledges(clerk, {})).rejects.toMatchObject({ code: 'forbidden' })
  const elsewhere = await TestOffice.open(database, '別の架空市')
  const stranger = await elsewhere.person({ tenantRole: 'tenant_admin' })
  expect((await listPledges(stranger, {})).people.map((one) => one.userId)).toEqual([stranger.userId])
})
