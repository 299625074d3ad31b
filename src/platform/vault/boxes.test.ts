import { beforeAll, expect, test } from 'vitest'
import { CannotOpen, type Vault } from './index.ts'
import {
  aColleague,
  aDesk,
  asMember,
  aVault,
  DESK,
  only,
  openerOf,
  recordAt,
  TENANT,
} from './story.fixture.ts'

let vault: Vault
beforeAll(() => {
  vault = aVault()
})

const at = recordAt({ scope: 'box', compartmentId: DESK })
const document = { ...at, json: '{"words":"x"}' }

test('a box is sealed without any session and opened by the holders of the desk’s key alone', async () => {
  const { sayo, desk } = await aDesk(vault)
  const bytes = vault.sealBox(desk.deskKey, document)
  expect(vault.reveal(openerOf(sayo, desk.memberships), [{ ...at, bytes }])).toEqual([document.json])
  const mio = await aColleague(vault)
  expect(vault.reveal(openerOf(mio), [{ ...at, bytes }])).toEqual([false])
  const given = vault.admit(openerOf(sayo, desk.memberships), DESK, asMember(mio))
  expect(vault.reveal(openerOf(mio, given), [{ ...at, bytes }])).toEqual([document.json])
})

test('after a new key was made the older boxes stay with those who held the older one', async () => {
  const { sayo, desk } = await aDesk(vault)
  const older = vault.sealBox(desk.deskKey, document)
  const mio = await aColleague(vault)
  const renewed = vault.foundDesk({ tenantId: TENANT, deskId: DESK, epoch: 2 }, [
    asMember(mio),
    asMember(sayo),
  ])
  expect(renewed.deskKey.epoch).toBe(2)
  const newer = vault.sealBox(renewed.deskKey, document)
  const boxes = [older, newer].map((bytes) => ({ ...at, bytes }))
  const [forMio, forSayo] = renewed.memberships
  if (!forMio || !forSayo) throw new Error('two members were expected')
  expect(vault.reveal(openerOf(mio, [forMio]), boxes)).toEqual([null, document.json])
  expect(vault.reveal(openerOf(sayo, [only(desk.memberships), forSayo]), boxes)).toEqual([
    document.json,
    document.json,
  ])
})

test('nothing is sealed to a key that the vault has not written, nor to another desk’s, nor by an opener', async () => {
  const { sayo, desk } = await aDesk(vault)
  const slipped = await aDesk(aVault())
  const forged = { ...desk.deskKey, publicKey: slipped.desk.deskKey.publicKey }
  for (const key of [forged, { ...desk.deskKey, deskId: TENANT }, { ...desk.deskKey, epoch: 2 }])
    expect(() => vault.sealBox(key, document)).toThrow(CannotOpen)
  expect(() => vault.sealBox(desk.deskKey, { ...document, compartmentId: TENANT })).toThrow(CannotOpen)
  expect(() => vault.sealBox(desk.deskKey, { ...document, scope: 'desk' })).toThrow(CannotOpen)
  expect(() => vault.seal(openerOf(sayo, desk.memberships), [document])).toThrow(CannotOpen)
})
