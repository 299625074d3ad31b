import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor, requireAt } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { standaloneConsultation } from '../consultations/index.ts'
import { likelyTheSame, linksOf, listCards, nameToShow, PersonCard, personsById } from '../people/index.ts'
import { ListedCase } from './contract.ts'
import { listed, perPage, rowsFor } from './list-cases.ts'
import { listCursorText, listItems } from './list-store.ts'

/** What a consultation may be attached to: first the open cases of whoever seems to be the same caller, then one's own. */
export const offerCases = defineUseCase({
  name: 'case.offer-for-consultation',
  permission: 'case.write',
  purpose: 'support',
  input: z.object({
    consultationId: z.uuid(),
    view: z.enum(['mine', 'desk']).default('mine'),
    after: z.string().max(60).optional(),
  }),
  subject: (input) => ({ objectType: 'consultation', objectId: input.consultationId }),
  output: z.object({
    consultation: z.object({
      id: z.uuid(),
      personId: z.uuid().nullable(),
      day: z.string(),
      canOpen: z.boolean(),
      name: z.string(),
    }),
    likely: z.array(ListedCase),
    cases: z.array(ListedCase),
    next: z.string().nullable(),
  }),
  async run({ actor, tx }, input) {
    const found = await standaloneConsultation(tx, input.consultationId)
    if (!found) throw new AppError('not-found')
    requireAt(actor, 'consultation.write', found.deskId)
    const desks = [...new Set(desksFor(actor, 'case.write'))]
    const likely = found.personId ? await likelyCases(tx, found.personId, desks) : []
    const rows = await rowsFor(tx, actor, desks, { view: input.view, after: input.after })
    const shown = rows.slice(0, perPage)
    const last = shown.at(-1)
    const likelyIds = new Set(likely.map((row) => row.id))
    const cards = await listCards(tx, found.personId ? [found.personId] : [])
    return {
      found: { id: found.id, day: found.day, personId: found.personId },
      card: found.personId ? (cards.get(found.personId) ?? null) : null,
      likelyItems: await listItems(tx, likely),
      items: await listItems(
        tx,
        shown.filter((row) => !likelyIds.has(row.id)),
      ),
      next: rows.length > perPage && last ? listCursorText({ movedAt: last.moved_at, id: last.id }) : null,
    }
  },
  audit: (result) => ({ count: result.likelyItems.length + result.items.length }),
  present({ found, card, likelyItems, items, next }) {
    const shown = PersonCard.nullable().parse(card)
    return {
      consultation: {
        ...found,
        canOpen: !found.personId || shown !== null,
        name: shown ? nameToShow(shown) : '',
      },
      likely: likelyItems.map(listed),
      cases: items.map(listed),
      next,
    }
  },
})

/** By number, by kana name with birth date, or because somebody said so. */
async function likelyCases(tx: Tx, personId: string, desks: readonly string[]) {
  const links = (await linksOf(tx, personId)).filter((link) => link.unsaidAt === null)
  const persons = await personsById(tx, [
    ...(await likelyTheSame(tx, personId)),
    ...links.map((link) => (link.personId === personId ? link.otherId : link.personId)),
  ])
  const caseIds = persons.flatMap((person) => (person.case_id ? [person.case_id] : []))
  if (caseIds.length === 0) return []
  return tx
    .selectFrom('case_')
    .selectAll()
    .where('id', '=', sql<string>`any(${[...new Set(caseIds)]}::uuid[])`)
    .where('desk_id', '=', sql<string>`any(${desks}::uuid[])`)
    .where('status', '<>', 'closed')
    .orderBy('moved_at', 'desc')
    .limit(20)
    .execute()
}
