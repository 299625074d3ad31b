import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { nameToShow } from '../people/index.ts'
import { kinRelations } from './contract.ts'
import { ownKin } from './own-kin.ts'

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
  async run(scene) {
    return { rows: await ownKin(scene) }
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
