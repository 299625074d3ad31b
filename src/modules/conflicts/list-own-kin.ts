import { z } from 'zod'
import { sealedOf } from '../../platform/records.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { nameToShow } from '../people/index.ts'
import { kinRelations } from './contract.ts'
import { kinRecord } from './records.ts'

const Kin = z.object({
  id: z.uuid(),
  since: z.date(),
  relation: z.enum(kinRelations).nullable(),
  name: z.string(),
  kana: z.string(),
  birthDate: z.string().nullable(),
  phone: z.string(),
})

/** What she declared; nobody else is shown it. */
export const listOwnKin = defineUseCase({
  name: 'kin.list-own',
  permission: 'own.kin',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'own-account' }),
  output: z.object({ kin: z.array(Kin), submissionId: z.uuid() }),
  async run({ actor, tx }) {
    const rows = await tx
      .selectFrom('auth.kin')
      .selectAll()
      .where('user_id', '=', actor.userId)
      .orderBy('created_at')
      .limit(100)
      .execute()
    return {
      rows: rows.map((row) => ({
        id: row.id,
        since: row.created_at,
        document: sealedOf(kinRecord, {
          tenantId: row.tenant_id,
          id: row.id,
          compartmentId: row.user_id,
          rev: row.rev,
          schema: row.schema_no,
          bytes: row.document,
        }),
      })),
    }
  },
  audit: (result) => ({ count: result.rows.length }),
  present: ({ rows }) => ({
    submissionId: crypto.randomUUID(),
    kin: rows.map(({ document, ...row }) => {
      const [name] = document?.card.names ?? []
      return {
        ...row,
        relation: document?.relation ?? null,
        name: document ? nameToShow(document.card) : '',
        kana: name ? `${name.familyKana} ${name.givenKana}` : '',
        birthDate: document?.card.birthDate ?? null,
        phone: document?.card.phones[0]?.number ?? '',
      }
    }),
  }),
})
