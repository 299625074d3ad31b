import { z } from 'zod'
import { rolesOf } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import { TodayPart } from './contract.ts'
import { partsOf } from './lines.ts'
import { type Matter, matters } from './matters.ts'
import { namesFor } from './names.ts'
import { type Found, foundFor, maySee } from './sources.ts'
import { type Whose, whoseWork } from './whose-work.ts'

const perPage = 50
const lastPage = 200

/** All of one matter, as today's page counts and orders it. */
export const listMatter = defineUseCase({
  name: 'today.list-matter',
  permission: 'own.today',
  purpose: 'support',
  input: z.object({
    matter: z.enum(matters),
    page: z.coerce.number().int().min(1).max(lastPage).optional().catch(undefined),
  }),
  subject: () => ({ objectType: 'today' }),
  output: z.object({
    day: z.string(),
    matter: z.enum(matters),
    total: z.number().int(),
    lines: TodayPart.shape.lines,
    page: z.number().int(),
    hasMore: z.boolean(),
  }),
  async run(scene, { matter, page = 1 }) {
    if (!maySee(rolesOf(scene.actor), matter)) throw new AppError('not-found')
    const whose = await whoseWork(scene)
    const { found, shown } = await pageOf(scene, whose, matter, page)
    const names = await namesFor(scene, found, whose)
    const standsInFor = whose.userIds.filter((id) => id !== scene.actor.userId)
    return { day: whose.today, found, names, page: shown, standsInFor }
  },
  audit: (result) => ({ count: Object.values(result.found).flat().length }),
  present({ day, found, names, page, standsInFor }, { matter }, actor) {
    const [part] = partsOf(found, names, { userId: actor.userId, today: day, standsInFor }, perPage)
    return {
      day,
      matter,
      total: part?.total ?? 0,
      lines: part?.lines ?? [],
      page,
      hasMore: (part?.total ?? 0) > page * perPage,
    }
  },
})

/** A page that is not there any more, because others worked on, is the first one. */
async function pageOf(
  scene: Scene,
  whose: Whose,
  matter: Matter,
  page: number,
): Promise<{ found: Found; shown: number }> {
  const at = (number: number) =>
    foundFor(scene, whose, { only: matter, from: (number - 1) * perPage, count: perPage })
  const found = await at(page)
  if (page === 1 || Object.values(found).flat().length > 0) return { found, shown: page }
  return { found: await at(1), shown: 1 }
}
