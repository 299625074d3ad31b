import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { likelyTheSame, linksOf } from './same-person.ts'
import { ShownPerson } from './shapes.ts'
import { listCardOf, personsById } from './store.ts'

/** A person beside those who may be, are, or were said to be the same: the page of merging and separating. */
export const openSamePeople = defineUseCase({
  name: 'person.open-same',
  permission: 'person.merge',
  purpose: 'support',
  input: z.object({ personId: z.uuid() }),
  subject: (input) => ({ objectType: 'person', objectId: input.personId }),
  output: z.object({
    person: ShownPerson,
    others: z.array(ShownPerson),
    /** Share a number, or a kana name with a birth date. */
    likelyIds: z.array(z.uuid()),
    links: z.array(
      z.object({
        id: z.uuid(),
        otherId: z.uuid(),
        saidByName: z.string(),
        saidAt: z.date(),
        unsaidByName: z.string().nullable(),
        unsaidAt: z.date().nullable(),
      }),
    ),
  }),
  async run({ tx }, input) {
    const [person] = await personsById(tx, [input.personId])
    if (!person) throw new AppError('not-found')
    const links = await linksOf(tx, person.id)
    const likelyIds = await likelyTheSame(tx, person.id)
    const otherIdOf = (link: (typeof links)[number]) =>
      link.personId === person.id ? link.otherId : link.personId
    const others = await personsById(tx, [...likelyIds, ...links.map(otherIdOf)])
    const visible = new Set(others.map((other) => other.id))
    const staff = await tx
      .selectFrom('auth.staff_user')
      .select(['id', 'display_name'])
      .where(
        'id',
        '=',
        sql<string>`any(${links.flatMap((link) => [link.saidBy, link.unsaidBy].filter((id) => id !== null))}::uuid[])`,
      )
      .execute()
    const nameOf = (id: string) => staff.find((one) => one.id === id)?.display_name ?? ''
    const shown = (row: typeof person) => ({
      id: row.id,
      caseId: row.case_id,
      part: row.part,
      since: row.created_at,
      card: listCardOf(row),
    })
    return {
      person: shown(person),
      others: others.map(shown),
      likelyIds: likelyIds.filter((id) => visible.has(id)),
      links: links
        .filter((link) => visible.has(otherIdOf(link)))
        .map((link) => ({
          id: link.id,
          otherId: otherIdOf(link),
          saidByName: nameOf(link.saidBy),
          saidAt: link.saidAt,
          unsaidByName: link.unsaidBy ? nameOf(link.unsaidBy) : null,
          unsaidAt: link.unsaidAt,
        })),
    }
  },
  audit: (result) => ({
    count: result.others.length,
    ...(result.person.caseId ? { caseId: result.person.caseId } : {}),
  }),
})
