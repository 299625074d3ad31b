import { createHash, randomBytes } from 'node:crypto'
import { inTransaction } from '../../platform/db/transaction.ts'
import { platform } from '../../platform/runtime.ts'
import { offerSetUp as offer } from './store/set-up.ts'

/**
 * The path of the one-time set-up link, for the console of the first start; null once a tenant exists. Called by the
 * process that starts, never by a page: each call makes the earlier link useless.
 */
export async function offerSetUp(): Promise<string | null> {
  const token = randomBytes(32)
  const hash = createHash('sha256').update(token).digest()
  const isOffered = await inTransaction(platform().pool, [], async ({ tx, commit }) => {
    const answer = await offer(tx, hash)
    await commit()
    return answer
  })
  return isOffered ? `/set-up?token=${token.toString('base64url')}` : null
}
