import { randomUUID } from 'node:crypto'
import { amendConsultation } from '../../modules/consultations/amend-consultation.ts'
import { openConsultation } from '../../modules/consultations/open-consultation.ts'
import { aConsultation } from '../../modules/consultations/testing.ts'
import { holdKeptRecord } from '../../modules/retention/testing.ts'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import type { TestPerson } from '../../platform/testing/office.ts'

interface Planting {
  tenantId: string
  deskId: string
  author: TestPerson
  /** A colleague whom it does not concern. */
  other: TestPerson
}

/** Whom a colleague declared. */
export const him = { counterpartName: { name: '見本　太郎' } }
const caller = {
  family: '架空',
  given: '花',
  familyKana: 'かくう',
  givenKana: 'はな',
  phone: '090-0000-0001',
}

/** Everything that can hang on a consultation without a case. */
export async function plant(
  database: Pick<TestDatabase, 'superuser'>,
  { tenantId, deskId, author, other }: Planting,
): Promise<Record<string, string>> {
  const rowsOf = async (sql: string, ...values: unknown[]) =>
    (await database.superuser.query(sql, values)).rows
  const id = await aConsultation(author, { ...him, day: 'H20.5.1', person: caller })
  await amendConsultation(author, {
    consultationId: id,
    rev: 1,
    ...him,
    day: 'H20.5.1',
    person: caller,
    personRev: 1,
  } as never)
  await openConsultation(other, { consultationId: id })
  await holdKeptRecord(other, {
    ...{
      submissionId: randomUUID(),
      kind: 'consultation',
      recordId: id,
      ground: 'other',
      reason: '見本の理由で残します',
    },
  } as never)
  const [row] = await rowsOf(
    `select c.person_id, c.compartment_id, p.compartment_id as card_key from consultation c join person p on p.id = c.person_id
     where c.id = $1`,
    id,
  )
  const [referral, referralKey, listId, place, link, twin, twinKey] = Array.from({ length: 7 }, () =>
    randomUUID(),
  )
  for (const key of [referralKey, twinKey])
    await rowsOf(
      "insert into auth.compartment (tenant_id, id, kind, owner_desk_id) values ($1, $2, 'referral', $3)",
      ...[tenantId, key, deskId],
    )
  await rowsOf(
    `insert into referral (tenant_id, id, from_desk_id, to_desk_id, compartment_id, sent_by, sheet) values ($1, $2, $3, $3, $4, $5, '')`,
    ...[tenantId, referral, deskId, referralKey, author.userId],
  )
  await rowsOf(
    'insert into referral_outcome (tenant_id, referral_id, desk_id, consultation_id) values ($1, $2, $3, $4)',
    ...[tenantId, referral, deskId, id],
  )
  await rowsOf(
    `insert into disposal_list (tenant_id, id, desk_id, made_by) values ($1, $2, $3, $4)`,
    tenantId,
    listId,
    deskId,
    other.userId,
  )
  await rowsOf(
    `insert into disposal_item (tenant_id, id, list_id, desk_id, kind, consultation_id, compartment_id)
     values ($1, gen_random_uuid(), $2, $3, 'consultation', $4, $5)`,
    ...[tenantId, listId, deskId, id, row.compartment_id],
  )
  await rowsOf(
    `insert into whereabouts (tenant_id, id, person_id, desk_id, compartment_id, kind, created_by, place)
     values ($1, $2, $3, $4, $5, 'workplace', $6, '')`,
    ...[tenantId, place, row.person_id, deskId, row.card_key, author.userId],
  )
  await rowsOf(
    `insert into person (tenant_id, id, desk_id, compartment_id, part, age_band, card) select tenant_id, $2, desk_id, $3, part, age_band, card
     from person where id = $1`,
    ...[row.person_id, twin, twinKey],
  )
  await rowsOf(
    'insert into same_person (tenant_id, id, desk_id, person_id, other_id, said_by) values ($1, $2, $3, $4, $5, $6)',
    ...[tenantId, link, deskId, twin, row.person_id, author.userId],
  )
  return {
    [id]: 'consultation',
    [row.person_id]: 'caller',
    [row.compartment_id]: 'its key',
    [row.card_key]: 'key of the caller',
    [referral as string]: 'referral',
    [referralKey as string]: 'key of the referral',
    [listId as string]: 'list',
    [link as string]: 'link',
  }
}
