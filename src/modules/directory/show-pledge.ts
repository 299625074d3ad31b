import { z } from 'zod'
import { defineUseCase } from '../../platform/use-case.ts'
import { officeSetting } from './calendar-lookup.ts'
import { pledgeMark, pledgeTextsOf } from './pledge-store.ts'

const PledgeTextView = z.object({
  ground: z.string(),
  version: z.number(),
  source: z.string(),
  binds: z.string(),
  duty: z.string(),
  lasts: z.string(),
  penalty: z.object({ article: z.string(), text: z.string(), isConfirmed: z.boolean() }).nullable(),
})

export const showPledge = defineUseCase({
  name: 'directory.show-pledge',
  permission: 'own.pledge',
  purpose: 'own-account',
  input: z.object({}),
  subject: () => ({ objectType: 'pledge' }),
  output: z.object({
    displayName: z.string(),
    tenantName: z.string(),
    isSample: z.boolean(),
    texts: z.array(PledgeTextView),
    mark: z.string(),
    months: z.number(),
    hasPledged: z.boolean(),
    last: z.object({ at: z.date(), renewBy: z.string().nullable() }).nullable(),
  }),
  async run({ tx, actor }) {
    const [texts, setting, last] = await Promise.all([
      pledgeTextsOf(tx, actor),
      officeSetting(tx),
      tx
        .selectFrom('auth.pledge')
        .select(['at', 'renew_by'])
        .where('user_id', '=', actor.userId)
        .orderBy('at', 'desc')
        .limit(1)
        .executeTakeFirst(),
    ])
    return {
      displayName: actor.displayName,
      tenantName: actor.tenantName,
      isSample: actor.isSample,
      texts,
      mark: pledgeMark(texts),
      months: setting.pledgeMonths,
      hasPledged: actor.hasPledged,
      last: last ? { at: last.at, renewBy: last.renew_by } : null,
    }
  },
  audit: (result) => ({ count: result.texts.length }),
})
