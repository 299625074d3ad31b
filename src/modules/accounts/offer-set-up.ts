import { createHash, randomBytes } from 'node:crypto'
import { inTransaction } from '../../platform/db/transaction.ts'
import { platform } from '../../platform/runtime.ts'
import { printCode } from '../../platform/vault/index.ts'
import { setUpToken } from './set-up-code.ts'
import { offerSetUp as offer } from './store/set-up.ts'

/** 120 bits: of so many a plain hash may be stored. */
const codeBytes = 15

/**
 * The code of the first set-up, for the console of the first start; null once a tenant exists. Called by the process that
 * starts, never by a page: each call makes the earlier code useless.
 */
export async function offerSetUp(): Promise<string | null> {
  const code = printCode(randomBytes(codeBytes))
  const hash = createHash('sha256').update(setUpToken(code)).digest()
  const isOffered = await inTransaction(platform().pool, [], async ({ tx, commit }) => {
    const answer = await offer(tx, hash)
    await commit()
    return answer
  })
  return isOffered ? code : null
}
