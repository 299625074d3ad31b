import { sql } from 'kysely'
import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { deskNames } from '../directory/index.ts'
import { PersonCard } from '../people/contract.ts'
import { listCardOf, personsById, sameLeaders } from '../people/index.ts'
import { deskColleagues } from './desk-colleagues.ts'
import { ListAsked, type ListFilters, narrowed } from './list-filters.ts'
import { Head, Named } from './shapes.ts'
import { staffNames } from './staff-names.ts'
import { afterCursor, cursorOf, headOf } from './store.ts'

const pageSize = 50

export const listConsultations = defineUseCase({
  name: 'consultation.list',
  permission: 'consultation.read',
  purpose: 'support',
  input: ListAsked,
  subject: () => ({ objectType: 'consultation' }),
  output: z.object({
    items: z.array(Head.extend({ ...Named.shape, card: PersonCard.nullable() })),
    next: z.string().nullable(),
    counts: z.object({
      /** のべ: contacts in which counselling was given. */
      contacts: z.number(),
      /** 実人員: person × fiscal year × desk; anonymous contacts count one each. */
      persons: z.number(),
      /** うち匿名 */
      anonymous: z.number(),
      /** 連絡調整, counted apart. */
      liaison: z.number(),
    }),
    desks: z.array(z.object({ id: z.uuid(), name: z.string() })),
    authors: z.array(z.object({ id: z.uuid(), name: z.string() })),
  }),
  async run(scene, input) {
    const { actor, tx } = scene
    const mine = desksFor(actor, 'consultation.read')
    const rows = await pageOf(scene, input, mine)
    const shown = rows.slice(0, pageSize)
    const persons = await personsById(
      tx,
      shown.flatMap((row) => (row.person_id ? [row.person_id] : [])),
    )
    const cards = new Map(persons.map((person) => [person.id, listCardOf(person)]))
    const desks = await deskNames(tx, mine)
    const people = await staffNames(
      tx,
      shown.map((row) => row.author_id),
    )
    const deskName = (id: string) => desks.get(id)?.name ?? ''
    return {
      items: shown.map((row) => ({
        ...headOf(row),
        deskName: deskName(row.desk_id),
        authorName: people.get(row.author_id) ?? '',
        card: row.person_id ? (cards.get(row.person_id) ?? null) : null,
      })),
      next: rows.length > pageSize ? (shown.at(-1)?.cursor ?? null) : null,
      counts: await countsOf(scene, input, mine),
      desks: mine.map((id) => ({ id, name: deskName(id) })),
      authors: await deskColleagues(tx, mine),
    }
  },
  audit: (result) => ({ count: result.items.length }),
})

async function pageOf({ tx }: Scene, input: z.output<typeof ListAsked>, mine: readonly string[]) {
  return narrowed(tx.selectFrom('consultation').selectAll().select(cursorOf.as('cursor')), input, mine)
    .$if(input.after !== undefined, (query) => query.where(afterCursor(input.after ?? '')))
    .orderBy('day', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute()
}

interface Counts {
  contacts: number
  persons: number
  anonymous: number
  liaison: number
}

/** One statement. Rows said to be the same person count once; the fiscal year begins in April. */
async function countsOf({ tx }: Scene, filters: ListFilters, mine: readonly string[]): Promise<Counts> {
  const chosen = narrowed(
    tx.selectFrom('consultation').select(['person_id', 'desk_id', 'day', 'counted_as']),
    filters,
    mine,
  )
  const { rows } = await sql<Counts>`
    with recursive ${sameLeaders}
    select count(*) filter (where counted_as = 'counselling') as contacts,
      count(*) filter (where counted_as = 'counselling' and c.person_id is null) as anonymous,
      count(distinct (coalesce(same.leader, c.person_id::text), desk_id, extract(year from day - interval '3 months')))
        filter (where counted_as = 'counselling' and c.person_id is not null)
        + count(*) filter (where counted_as = 'counselling' and c.person_id is null) as persons,
      count(*) filter (where counted_as = 'liaison') as liaison
    from (${chosen}) c left join same on same.person_id = c.person_id`.execute(tx)
  return rows[0] ?? { contacts: 0, persons: 0, anonymous: 0, liaison: 0 }
}
