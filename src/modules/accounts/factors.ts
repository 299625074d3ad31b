import { randomBytes } from 'node:crypto'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import type { FactorChoice, ShownCodes } from './contract.ts'
import { newCardCodes, newRecoveryCodes } from './factor-codes.ts'
import { totpKeyBytes, totpStep } from './totp.ts'

export interface FactorRow {
  id: string
  kind: 'totp' | 'card' | 'recovery'
  secret: Buffer | null
  lastStep: number
}

export interface FactorSet {
  factors: FactorRow[]
  /** Of its printed codes. */
  salt: Buffer
  codes: { factorId: string; hash: Buffer }[]
}

export const saltBytes = 16

/** `shown` goes to paper and nowhere else. `stored` takes about a second: fifty codes are slow to hash. */
export interface NewFactors {
  shown: ShownCodes
  stored: () => Promise<FactorSet>
}

interface Account {
  tenantId: string
  userId: string
}

/**
 * The second factors of an account: what was chosen, and ten recovery codes.
 * Throws `invalid` when the authenticator's code does not prove that the app holds the key.
 */
export function newFactors(account: Account, choice: FactorChoice): NewFactors {
  const recovery = printedFactor('recovery', newRecoveryCodes())
  if (choice.factor === 'card') {
    const card = printedFactor('card', newCardCodes())
    return {
      shown: { cardCodes: card.codes, recoveryCodes: recovery.codes },
      stored: () => storedSet(account, [card.row, recovery.row], [card, recovery]),
    }
  }
  const totp = totpFactor(account, choice.totpKey, choice.totpCode)
  return {
    shown: { cardCodes: [], recoveryCodes: recovery.codes },
    stored: () => storedSet(account, [totp, recovery.row], [recovery]),
  }
}

function totpFactor(account: Account, key: string, code: string): FactorRow {
  const secret = totpKeyBytes(key)
  const step = totpStep(secret, code, Date.now())
  if (step === null)
    throw new AppError('invalid', 'error_invalid', { fields: { totpCode: 'accounts_totp_code_wrong' } })
  return sealedTotp(account, secret, step)
}

/** The code that proved the app works counts as used. */
function sealedTotp(account: Account, secret: Uint8Array, lastStep: number): FactorRow {
  const id = crypto.randomUUID()
  const sealed = platform().vault.sealFactor(account.tenantId, account.userId, id, secret)
  return { id, kind: 'totp', secret: Buffer.from(sealed), lastStep }
}

interface Printed {
  row: FactorRow
  codes: string[]
}

function printedFactor(kind: 'card' | 'recovery', codes: string[]): Printed {
  return { row: { id: crypto.randomUUID(), kind, secret: null, lastStep: 0 }, codes }
}

/** One code after the other: whoever signs in meanwhile waits for one of them at most. */
async function storedSet(account: Account, factors: FactorRow[], printed: Printed[]): Promise<FactorSet> {
  const salt = randomBytes(saltBytes)
  const codes: FactorSet['codes'] = []
  for (const { row, codes: shown } of printed)
    for (const code of shown) {
      const hash = Buffer.from(await platform().vault.slowCodeHash(account, salt, code))
      codes.push({ factorId: row.id, hash })
    }
  return { factors, salt, codes }
}
