import { z } from 'zod'
import { defineEntrance } from '../../platform/entrance.ts'
import { providerAt } from './identity-provider.ts'
import { fillingFor, SampleFilling } from './sample-filling.ts'
import { sampleAccounts } from './store/sample.ts'

const SampleAccount = z.object({
  id: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  roles: z.array(z.string()),
  desks: z.array(z.string()),
})
/**
 * What the sign-in page may know before anybody signs in: whose system this is. Only a sample lists its accounts and
 * fills one in; the database function behind it answers nothing on a real tenant.
 */
export const whoKnocks = defineEntrance({
  name: 'account.who-knocks',
  input: z.object({ sampleAccountId: z.uuid().optional().catch(undefined) }),
  output: z.object({
    tenantName: z.string().nullable(),
    isSample: z.boolean(),
    /** Nothing has been founded here yet: whoever holds the link of the first start may set it up. */
    isSetUpOpen: z.boolean(),
    /** Whether people may come through the office's own directory, and whether those who are linked must. */
    provider: z.enum(['none', 'offered', 'required']),
    sampleAccounts: z.array(SampleAccount),
    filled: SampleFilling.nullable(),
  }),
  async run({ tx, tenant, visitor }, input) {
    const provider = providerAt(visitor.host)
    const accounts = tenant?.isSample ? await sampleAccounts(tx, tenant.id) : []
    const chosen = accounts.find((account) => account.user_id === input.sampleAccountId)
    return {
      tenantName: tenant?.name ?? null,
      isSample: tenant?.isSample ?? false,
      isSetUpOpen: tenant === null,
      provider: provider
        ? provider.isRequired
          ? ('required' as const)
          : ('offered' as const)
        : ('none' as const),
      sampleAccounts: accounts.map((row) => ({
        id: row.user_id,
        login: row.login,
        displayName: row.display_name,
        roles: row.roles,
        desks: row.desks,
      })),
      filled: tenant && chosen ? fillingFor(tenant.id, chosen) : null,
    }
  },
  audit: () => null,
  present: (result) => result,
})
