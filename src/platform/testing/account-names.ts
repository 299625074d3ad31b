import { signAccountName } from '../account-names.ts'
import { inTransaction } from '../db/transaction.ts'
import { enteredFrom, enterStatements } from '../entering.ts'
import { platform } from '../runtime.ts'
import type { TestPerson } from './office.ts'

/** What inviting or signing in does: the vault signs what her account is called. */
export async function signNameOf(person: TestPerson): Promise<void> {
  const { pool, vault } = platform()
  await inTransaction(pool, enterStatements(vault, person), async ({ tx, commit }, answers) => {
    const { actor } = enteredFrom(answers, person.cookie, vault)
    await signAccountName({ actor, tx }, actor)
    await commit()
  })
}
