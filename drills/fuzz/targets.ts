import type { Prepare, Target } from './target.ts'
import { addressTargets } from './targets/addresses.ts'
import { apiTargets } from './targets/api.ts'
import { backupTargets } from './targets/backup.ts'
import { documentTargets } from './targets/documents.ts'
import { fileTargets } from './targets/files.ts'
import { formTargets } from './targets/forms.ts'
import { keptFileTargets } from './targets/kept-files.ts'
import { keyRowTargets } from './targets/key-rows.ts'
import { keysInHandTargets } from './targets/keys-in-hand.ts'
import { kitTargets } from './targets/kits.ts'
import { logTargets } from './targets/log.ts'
import { operandTargets } from './targets/operands.ts'
import { operatorTargets } from './targets/operator.ts'
import { repositoryTargets } from './targets/repository.ts'
import { requestTargets } from './targets/requests.ts'
import { scannerTargets } from './targets/scanner.ts'
import { sheetTargets } from './targets/sheets.ts'
import { typedTargets } from './targets/typed.ts'

/** A new reader gets a target in one of these files, or a new file and a line here. */
const preparations: readonly Prepare[] = [
  documentTargets,
  keyRowTargets,
  keptFileTargets,
  keysInHandTargets,
  kitTargets,
  logTargets,
  backupTargets,
  repositoryTargets,
  operatorTargets,
  operandTargets,
  addressTargets,
  requestTargets,
  apiTargets,
  formTargets,
  sheetTargets,
  fileTargets,
  scannerTargets,
  typedTargets,
]

export async function everyTarget(): Promise<Target[]> {
  const prepared = await Promise.all(preparations.map((prepare) => prepare()))
  return prepared.flat()
}
