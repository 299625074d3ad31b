import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { deskFullName, deskNames } from '../directory/index.ts'
import { allDeskIds } from './store/desks.ts'

/** Every desk a colleague can be named for, and which of them still have nobody. */
export const listDeskChoices = defineUseCase({
  name: 'account.list-desk-choices',
  // Asked for by the form that needs it, so that nobody fills a form in and is then sent to confirm who she is.
  permission: 'account.manage',
  purpose: 'administration',
  input: z.object({}),
  subject: () => ({ objectType: 'desk' }),
  output: z.object({
    /** With the body each belongs to. */
    desks: z.array(
      z.object({ id: z.uuid(), name: z.string(), isFounded: z.boolean(), holdsCases: z.boolean() }),
    ),
  }),
  async run({ tx }) {
    const names = await deskNames(tx, await allDeskIds(tx))
    const active = [...names.values()].filter((desk) => desk.isActive && desk.terminal !== 'paper')
    return {
      desks: active.map((desk) => ({
        id: desk.deskId,
        name: deskFullName(desk),
        isFounded: desk.isFounded,
        holdsCases: desk.terminal === 'hub',
      })),
    }
  },
  audit: (result) => ({ count: result.desks.length }),
})
