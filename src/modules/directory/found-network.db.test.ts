import { expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice } from '../../platform/testing/office.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { addOfficeDays, deskNames, deskOfHub, foundNetwork, listAskableDesks, networkKeys } from './index.ts'

const database = useDatabase()

const found = defineUseCase({
  name: 'test.found-network',
  permission: 'directory.manage',
  purpose: 'administration',
  input: z.object({ key: z.enum(networkKeys) }),
  subject: () => ({ objectType: 'body' }),
  output: z.object({ hub: z.string(), desks: z.array(z.string()) }),
  async run(scene, { key }) {
    const { desks } = await foundNetwork(scene, key)
    return { hub: (await deskOfHub(scene.tx))?.deskId ?? '', desks: [...desks.values()] }
  },
  audit: (result) => ({ count: result.desks.length }),
})

const lookUp = defineUseCase({
  name: 'test.look-up-desks',
  permission: 'directory.read',
  purpose: 'coordination',
  input: z.object({ ids: z.array(z.uuid()) }),
  subject: () => ({ objectType: 'desk' }),
  output: z.object({
    askable: z.array(z.object({ name: z.string(), terminal: z.string(), isFounded: z.boolean() })),
    names: z.array(z.string()),
    hub: z.string().nullable(),
    deadline: z.string(),
  }),
  async run({ tx }, { ids }) {
    const deadline = await addOfficeDays(tx, new Date('2026-12-25T10:00:00+09:00'), 3)
    return {
      askable: await listAskableDesks(tx),
      names: [...(await deskNames(tx, ids)).values()].map((desk) => desk.name),
      hub: (await deskOfHub(tx))?.name ?? null,
      deadline: deadline.day,
    }
  },
  audit: (result) => ({ count: result.askable.length }),
})

test('an administrator founds the network; every desk of the tenant can look it up, another tenant sees nothing', async () => {
  const office = await TestOffice.open(database)
  const admin = await office.person({ tenantRole: 'tenant_admin' })
  const { desks, hub } = await found(admin, { key: 'ageo' })
  expect(desks).toContain(hub)

  const clerk = await office.desk(['desk_worker'], 'asked')
  const [reader] = clerk.people
  if (!reader) throw new Error('the reader is missing')
  const seen = await lookUp(reader, { ids: desks })
  expect(seen.askable).toHaveLength(25)
  expect(seen.askable[0]).toEqual({ name: '市民税課', terminal: 'asked', isFounded: false })
  expect(seen.askable.find((desk) => desk.name === '埼玉県上尾警察署')?.terminal).toBe('paper')
  expect(seen.names).toHaveLength(26)
  expect(seen.hub).toBe('男女共同参画推進センター 相談窓口')
  expect(seen.deadline).toBe('2027-01-05')

  const elsewhere = await TestOffice.open(database, '別の架空市')
  const stranger = await elsewhere.person({ tenantRole: 'tenant_admin' })
  expect(await lookUp(stranger, { ids: desks })).toMatchObject({ askable: [], names: [], hub: null })
})

test('nobody but an administrator founds a network', async () => {
  const office = await TestOffice.open(database)
  const hub = await office.desk(['counselor', 'supervisor'])
  const [counselor, supervisor] = hub.people
  if (!counselor || !supervisor) throw new Error('people are missing')
  await expect(found(counselor, { key: 'standard' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(found(supervisor, { key: 'standard' })).rejects.toMatchObject({ code: 'forbidden' })
})
