import { z } from 'zod'
import { askAct, decideAct, fieldsText } from '../../platform/acts.ts'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { ListId, shredAct } from './contract.ts'
import { listedRecords } from './listed-records.ts'
import { fieldsOfList } from './policy.ts'

/** Asks a manager to agree that exactly these records are destroyed (廃棄決裁). */
export const askForDisposal = defineUseCase({
  name: 'disposal.ask',
  permission: 'disposal.propose',
  purpose: 'oversight',
  input: ListId,
  subject: (input) => ({ objectType: 'disposal', objectId: input.listId }),
  output: z.object({}),
  async run(scene, { listId }) {
    const { records: items, counterparts } = await listedRecords(scene, listId)
    if (items.length === 0) throw new AppError('refused', 'retention_refused_empty')
    const fields = fieldsOfList(listId, items, counterparts)
    if (!(await askAct(scene, shredAct, fields))) throw new AppError('not-found')
    return { fields: fieldsText(fields), count: items.length }
  },
  audit: ({ fields, count }) => ({ basis: fields, count }),
})

/** The second person, who has seen exactly this list and has just shown who she is. */
export const decideOnDisposal = defineUseCase({
  name: 'disposal.decide',
  permission: 'disposal.decide',
  purpose: 'oversight',
  input: ListId.extend({
    actId: z.uuid(),
    seal: z.string().regex(/^[0-9a-f]{64}$/),
    answer: z.enum(['agree', 'decline']),
  }),
  subject: (input) => ({ objectType: 'disposal', objectId: input.listId }),
  output: z.object({}),
  async run(scene, { actId, seal, answer }) {
    const verdict = await decideAct(scene, actId, seal, answer === 'agree')
    if (verdict === 'unconfirmed') throw new AppError('step-up-required')
    if (verdict !== 'done') throw new AppError('refused', `retention_act_${verdict}`)
    return {}
  },
  audit: (_result, { answer }) => ({ basis: answer }),
})
