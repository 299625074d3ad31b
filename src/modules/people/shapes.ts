import { z } from 'zod'
import { PersonCard } from './contract.ts'

/** A person beside others. Browser code uses it as a type only. */
export const ShownPerson = z.object({
  id: z.uuid(),
  caseId: z.uuid().nullable(),
  part: z.string(),
  since: z.date(),
  /** Null where it cannot be opened. */
  card: PersonCard.nullable(),
})
export type ShownPerson = z.output<typeof ShownPerson>
