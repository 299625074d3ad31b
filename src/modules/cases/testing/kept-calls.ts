import { z } from 'zod'
import type { TestDatabase } from '../../../platform/db/testing/use-database.ts'
import type { TestPerson } from '../../../platform/testing/office.ts'
import { defineUseCase } from '../../../platform/use-case.ts'
import { declareKin } from '../../conflicts/testing.ts'
import { openConsultation } from '../../consultations/testing.ts'
import { sayTheSame } from '../../people/index.ts'
import { showCase } from '../show-case.ts'

export const taro = { family: '見本', given: '太郎', familyKana: 'みほん', givenKana: 'たろう' }
export const him = { counterpartName: { name: '見本　太郎' } }
export const hana = { family: '架空', given: '花', familyKana: 'かくう', givenKana: 'はな' }
export const declare = (who: TestPerson, name: Partial<typeof taro> = {}) =>
  declareKin(who, { submissionId: crypto.randomUUID(), relation: 'sibling', ...taro, ...name })

const isThere = (act: () => Promise<unknown>) =>
  act().then(
    () => true,
    (error) => {
      if (error.code !== 'not-found') throw error
      return false
    },
  )
export const sees = (who: TestPerson, consultationId: string) =>
  isThere(() => openConsultation(who, { consultationId }))
export const seesCase = (who: TestPerson, caseId: string) => isThere(() => showCase(who, { caseId }))
export const reason = '見本の理由として書いておきます'

export const say = defineUseCase({
  name: 'test.say-the-same',
  permission: 'person.merge',
  purpose: 'support',
  input: z.object({ one: z.uuid(), other: z.uuid() }),
  subject: () => ({}),
  output: z.object({}),
  async run(scene, { one, other }) {
    await sayTheSame(scene, one, other)
    return {}
  },
  audit: () => ({}),
})

/** What stands in the database about them. */
export function looksInto({ superuser }: Pick<TestDatabase, 'superuser'>) {
  const personOf = async (table: 'consultation' | 'case_', id: string) => {
    const column = table === 'case_' ? 'client_id' : 'person_id'
    const { rows } = await superuser.query(`select ${column} as id from ${table} where id = $1`, [id])
    return rows[0].id as string
  }

  const blocksOf = async (caseId: string) => {
    const { rows } = await superuser.query(
      'select user_id, origin from auth.case_block where case_id = $1 order by origin',
      [caseId],
    )
    return rows
  }
  const noticesOf = async (who: TestPerson) => {
    const { rows } = await superuser.query('select kind from notice where user_id = $1', [who.userId])
    return rows.map((row) => row.kind)
  }
  const linesOf = async (action: string, objectId: string) => {
    const { rows } = await superuser.query(
      'select case_id, count from audit.event where action = $1 and object_id = $2',
      [action, objectId],
    )
    return rows
  }
  return { personOf, blocksOf, noticesOf, linesOf }
}
