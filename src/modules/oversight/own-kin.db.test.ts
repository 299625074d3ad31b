import { expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { signInAsAuditor } from '../../platform/testing/auditors.ts'
import { TestOffice, type TestPerson } from '../../platform/testing/office.ts'
import { declareKin } from '../conflicts/testing.ts'
import { recogniseCaller } from '../consultations/testing.ts'
import { giveKey } from './give-key.ts'
import { listEvents } from './list-events.ts'
import { readWords } from './read-words.ts'

/** An auditor is somebody's kin as well: what others ask about him does not exist for her. */
const database = useDatabase()
const reason = '申し出による点検のため'
const act = 'consultation.recognise-caller'

async function twoAuditors() {
  const office = await TestOffice.open(database)
  const counselor = (await office.desk(['counselor'])).people[0] as TestPerson
  const [kin, other] = [
    await office.person({ tenantRole: 'auditor' }),
    await office.person({ tenantRole: 'auditor' }),
  ]
  for (const auditor of [kin, other]) {
    await signInAsAuditor(auditor)
    await office.stepUp(auditor)
  }
  await giveKey(kin, { userId: other.userId })
  await declareKin(kin, {
    submissionId: crypto.randomUUID(),
    relation: 'partner',
    family: '架空',
    given: '太郎',
    familyKana: 'かくう',
    givenKana: 'たろう',
    phone: '090-0000-1234',
  } as never)
  return { counselor, kin, other }
}
const wordsFor = async (auditor: TestPerson, who: TestPerson) =>
  (await readWords(auditor, { actorId: who.userId, reason })).lines.map((line) => line.words)
const actsFor = async (auditor: TestPerson, who: TestPerson) =>
  (await listEvents(auditor, { actorId: who.userId, act })).events.length

test('what others typed about somebody she declared is neither in the words, nor in the list, nor counted', async () => {
  const { counselor, kin, other } = await twoAuditors()
  const typed = ['見本 一郎', '架空 太郎', 'たろう かくう', '架空']
  for (const kana of typed) await recogniseCaller(counselor, { kana })
  await recogniseCaller(counselor, { phone: '090-0000-1234' })
  expect(await wordsFor(kin, counselor)).toEqual(['架空', '見本 一郎'])
  expect(await wordsFor(other, counselor)).toEqual(['090-0000-1234', ...typed.toReversed()])
  expect(await actsFor(kin, counselor)).toBe(2)
  expect(await actsFor(other, counselor)).toBe(5)
  const counts = await database.superuser.query(
    "select actor_id, count from audit.event where action = 'audit.read-words' and object_id = $1 order by seq",
    [counselor.userId],
  )
  // She reads her own line later: what it counted tells her nothing either.
  expect(counts.rows).toEqual([
    { actor_id: kin.userId, count: 2 },
    { actor_id: other.userId, count: 5 },
  ])
  // Nor why another auditor read them, where the reason names him.
  await readWords(other, { actorId: counselor.userId, reason: '架空太郎の照会を点検' })
  expect(await wordsFor(kin, other)).toEqual([reason])
})

test('no page is shorter for it, and none is skipped or told twice', async () => {
  const { counselor, kin } = await twoAuditors()
  for (let place = 0; place < 53; place += 1) {
    await recogniseCaller(counselor, { kana: `見本 ${place}` })
    if (place % 10 === 0) await recogniseCaller(counselor, { kana: '架空 太郎' })
  }
  const first = await readWords(kin, { actorId: counselor.userId, reason })
  expect(first.lines.length).toBe(50)
  const rest = await readWords(kin, { actorId: counselor.userId, reason, before: first.next })
  expect([...first.lines, ...rest.lines].map((line) => line.words)).toEqual(
    Array.from({ length: 53 }, (_, place) => `見本 ${52 - place}`),
  )
  expect(rest.next).toBeNull()
})

test('where what she declared does not open, nothing is read: nobody can say what concerns her', async () => {
  const { counselor, kin } = await twoAuditors()
  await recogniseCaller(counselor, { kana: '見本 一郎' })
  await database.superuser.query(
    'update auth.kin set document = set_byte(document, 60, get_byte(document, 60) # 1) where user_id = $1',
    [kin.userId],
  )
  await expect(readWords(kin, { actorId: counselor.userId, reason })).rejects.toMatchObject({
    code: 'unopenable',
  })
  expect(database.alarms.some((alarm) => alarm.label === 'kin.document')).toBe(true)
})
