import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { today } from './body-store.ts'
import { officeSetting } from './calendar-lookup.ts'
import { monthsAfter } from './office-days.ts'
import { pledgeMark, pledgeTextsOf } from './pledge-store.ts'

/** She has read what binds her and will keep it, also after leaving. One row a ground; asked again when it runs out. */
export const acknowledgePledge = defineUseCase({
  name: 'directory.acknowledge-pledge',
  permission: 'own.pledge',
  purpose: 'own-account',
  input: z.object({
    mark: z.string().max(1_000),
    agree: z.literal('yes', 'directory_pledge_agree_missing'),
  }),
  subject: () => ({ objectType: 'pledge' }),
  output: z.object({ renewBy: z.string() }),
  async run({ tx, actor }, { mark }) {
    const [texts, setting] = await Promise.all([pledgeTextsOf(tx, actor), officeSetting(tx)])
    if (pledgeMark(texts) !== mark) throw new AppError('refused', 'directory_pledge_changed')
    const renewBy = monthsAfter(today(), setting.pledgeMonths)
    await tx
      .insertInto('auth.pledge')
      .values(
        texts.map((text) => ({
          tenant_id: actor.tenantId,
          user_id: actor.userId,
          id: crypto.randomUUID(),
          ground: text.ground,
          text_version: text.version,
          renew_by: renewBy,
        })),
      )
      .execute()
    return { renewBy, grounds: texts.length }
  },
  audit: ({ grounds }) => ({ count: grounds }),
})
