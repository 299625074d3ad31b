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
  codes: { factorId: string; hash: Buffer }[]
}

interface Account {
  tenantId: string
  userId: string
}

/**
 * The second factors of an account: what was chosen, and ten recovery codes. `shown` goes to paper and nowhere else.
 * Throws `invalid` when the authenticator's code does not prove that the app holds the key.
 */
export function newFactors(account: Account, choice: FactorChoice): { set: FactorSet; shown: ShownCodes } {
  const recovery = printedFactor(account, 'recovery', newRecoveryCodes())
  if (choice.factor === 'card') {
    const card = printedFactor(account, 'card', newCardCodes())
    return {
      set: { factors: [card.row, recovery.row], codes: [...card.hashes, ...recovery.hashes] },
      shown: { cardCodes: card.codes, recoveryCodes: recovery.codes },
    }
  }
  const totp = totpFactor(account, choice.totpKey, choice.totpCode)
  return {
    set: { factors: [totp, recovery.row], codes: recovery.hashes },
    shown: { cardCodes: [], recoveryCodes: recovery.codes },
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

function printedFactor(account: Account, kind: 'card' | 'recovery', codes: string[]) {
  const row: FactorRow = { id: crypto.randomUUID(), kind, secret: null, lastStep: 0 }
  const hashes = codes.map((code) => ({
    factorId: row.id,
    hash: Buffer.from(platform().vault.codeHash(account.tenantId, account.userId, code)),
  }))
  return { row, codes, hashes }
}
