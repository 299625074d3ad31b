import { expect, test } from 'vitest'
import { aCase, aColleague, aDesk, asMember, aVault, only, openerOf, recordAt } from './story.fixture.ts'

test('what a counsellor seals, the colleague she admitted can read', async () => {
  const vault = aVault()
  const { sayo, desk } = await aDesk(vault)
  const grants = aCase(vault, desk.deskKey)
  const bytes = only(
    vault.seal(openerOf(sayo, desk.memberships, grants), [{ ...recordAt(), json: '{"a":1}' }]),
  )

  const mio = await aColleague(vault)
  const admitted = vault.admit(openerOf(sayo, desk.memberships), desk.deskKey.deskId, asMember(mio))

  expect(vault.reveal(openerOf(mio, admitted, grants), [{ ...recordAt(), bytes }])).toEqual(['{"a":1}'])
  expect(vault.reveal(openerOf(mio, [], grants), [{ ...recordAt(), bytes }])).toEqual([false])
})
