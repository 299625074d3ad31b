import { z } from 'zod'
import { desksFor } from '../../platform/actor.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { casesToShow, lastOpenedCases } from '../cases/index.ts'
import { listCards, nameToShow } from '../people/index.ts'
import { FoundCase } from './contract.ts'

const most = 7

/** Where she was last: shown before anything is typed. A case that was handed over or blocked meanwhile is not there. */
export const recentCases = defineUseCase({
  name: 'search.recent',
  permission: 'case.read',
  purpose: 'support',
  input: z.object({}),
  subject: () => ({ objectType: 'search' }),
  output: z.object({ cases: z.array(FoundCase) }),
  async run(scene) {
    const ids = await lastOpenedCases(scene, desksFor(scene.actor, 'case.read'), most)
    const cases = await casesToShow(scene.tx, ids)
    const clients = await listCards(
      scene.tx,
      cases.map((one) => one.clientId),
    )
    return { cases: cases.map((one) => ({ ...one, client: clients.get(one.clientId) ?? null })) }
  },
  audit: ({ cases }) => ({ count: cases.length }),
  present: ({ cases }) => ({
    cases: cases.map(({ label, client, ...one }) => ({
      ...one,
      number: label?.number ?? '',
      title: label?.title ?? '',
      name: client ? nameToShow(client) : '',
    })),
  }),
})
