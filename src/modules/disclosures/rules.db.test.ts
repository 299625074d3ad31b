import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { readDisclosureRules, setDisclosureRules } from './set-rules.ts'

const database = useDatabase()

async function anOffice() {
  const office = await TestOffice.open(database)
  const { people } = await office.desk(['counselor', 'supervisor', 'manager'])
  const asked = await office.desk(['desk_worker'], 'asked')
  const [counselor, supervisor, manager] = people as [TestPerson, TestPerson, TestPerson]
  return { counselor, supervisor, manager, clerk: asked.people[0] as TestPerson }
}

const strict = {
  withConsent: 'manager',
  withoutConsent: 'manager',
  dangerWithWhereabouts: 'second_person',
  seeWithin: '２',
  replyWithin: '5',
} as const

test('the manager departs from the shipped rule; the hub reads it, and whose it is', async () => {
  const { counselor, manager } = await anOffice()
  const before = await readDisclosureRules(manager, {})
  expect(before).toMatchObject({ withConsent: 'counselor', seeWithin: 3, rev: 0, mayChange: true })
  expect(await setDisclosureRules(manager, { ...strict, rev: before.rev })).toEqual({ rev: 1 })
  expect(await readDisclosureRules(counselor, {})).toMatchObject({
    withConsent: 'manager',
    dangerWithWhereabouts: 'second_person',
    seeWithin: 2,
    replyWithin: 5,
    rev: 1,
    mayChange: false,
    shipped: { withConsent: 'counselor', dangerWithWhereabouts: 'act_first', replyWithin: 3 },
  })
})

test('two managers at once: the second is told, and nothing of the first is lost', async () => {
  const { manager } = await anOffice()
  await setDisclosureRules(manager, { ...strict, rev: 0 })
  const late = { ...strict, withConsent: 'counselor', rev: 0 } as const
  await expect(setDisclosureRules(manager, late)).rejects.toMatchObject({
    code: 'conflict',
    key: 'disclosures_rules_changed',
    facts: { rev: 1 },
  })
  expect(await readDisclosureRules(manager, {})).toMatchObject({ withConsent: 'manager', rev: 1 })
  await setDisclosureRules(manager, { ...late, rev: 1 })
  await expect(setDisclosureRules(manager, { ...strict, rev: 1 })).rejects.toMatchObject({
    code: 'conflict',
    facts: { rev: 2 },
  })
})

test('nobody else sets the rule, and no number of days is believed', async () => {
  const { counselor, supervisor, manager, clerk } = await anOffice()
  for (const who of [counselor, supervisor, clerk])
    await expect(setDisclosureRules(who, { ...strict, rev: 0 })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(readDisclosureRules(clerk, {})).rejects.toMatchObject({ code: 'forbidden' })
  const wrong = { ...strict, seeWithin: '31', replyWithin: '', rev: 0 }
  await expect(setDisclosureRules(manager, wrong)).rejects.toMatchObject({
    fields: {
      seeWithin: 'disclosures_rules_see_range',
      replyWithin: 'disclosures_rules_reply_range',
    },
  })
  expect(await readDisclosureRules(manager, {})).toMatchObject({ rev: 0 })
})
