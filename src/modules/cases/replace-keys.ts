import { z } from 'zod'
import { putBackOf } from '../../platform/audit/put-back.ts'
import { currentDeskKeys } from '../../platform/desk-keys.ts'
import { AppError } from '../../platform/errors.ts'
import { platform } from '../../platform/runtime.ts'
import { defineUseCase, type Scene } from '../../platform/use-case.ts'
import type { SealedDocument } from '../../platform/vault/index.ts'
import { caseFor } from './case-row.ts'
import { homeOf } from './case-store.ts'
import { CaseId, text } from './contract.ts'
import { addCaseEvent } from './event-store.ts'
import {
  documentsToReplace,
  fileKeyLabel,
  grantsToReplace,
  putDocuments,
  putGrants,
} from './replaced-keys-store.ts'

/** Stopped as by a document that does not open: under the new keys nobody could tell it from the newest. */
async function refusePutBack(
  { actor, tx }: Pick<Scene, 'actor' | 'tx'>,
  documents: readonly SealedDocument[],
): Promise<void> {
  const putBack = await putBackOf({ tx }, documents)
  for (const { label, rowId } of putBack)
    platform().raise({ tenantId: actor.tenantId, label, rowId, action: 'case.replace-keys' })
  if (putBack.size > 0) throw new AppError('unopenable')
}

/** More than any case holds; beyond it the transaction would stand in everybody's way. */
const most = 20_000

/**
 * Other keys for the whole case, in one transaction (docs/adr/0018): when somebody who once held them has turned against
 * it, or one became known. Who shares it now is given the new ones on the same terms; a copy of the old ones opens nothing
 * that is stored from now on. The reason is written first, so that it already lies under the new key.
 */
export const replaceCaseKeys = defineUseCase({
  name: 'case.replace-keys',
  permission: 'case.replace-keys',
  purpose: 'protection',
  input: CaseId.extend({ reason: text(2000).min(1, 'cases_error_reason_missing') }),
  subject: (input) => ({ objectType: 'case', objectId: input.caseId, caseId: input.caseId }),
  output: z.object({ documents: z.number().int() }),
  async run(scene, input) {
    const { actor, tx, keys } = scene
    const row = await caseFor(scene, 'case.replace-keys', input.caseId)
    await addCaseEvent(scene, {
      ...homeOf(row),
      kind: 'keys_replaced',
      reason: input.reason,
      isMovement: false,
    })
    const before = await grantsToReplace(tx, row.id)
    const { documents, files } = await documentsToReplace(tx, actor.tenantId, row.id)
    await refusePutBack(scene, documents)
    if (before.length === 0) throw new AppError('forbidden')
    if (documents.length > most || files.length > most)
      throw new AppError('refused', 'cases_replace_too_many')
    const deskKeys = await currentDeskKeys(
      tx,
      before.map((one) => one.deskId),
    )
    const holdings = before.map((grant) => {
      const deskKey = deskKeys.find((one) => one.deskId === grant.deskId)
      if (!deskKey) throw new AppError('refused', 'error_desk_has_no_key')
      return { grant, deskKey }
    })
    const opener = { ...keys.opener, grants: before }
    const after = platform().vault.replaceKeys(opener, holdings, documents, files)
    const stored = [
      ...documents.map((one, place) => ({ ...one, bytes: after.documents[place] ?? new Uint8Array() })),
      ...files.map(({ file }, place) => ({
        label: fileKeyLabel,
        rowId: file.fileId,
        bytes: after.fileKeys[place] ?? new Uint8Array(),
      })),
    ]
    const put = (await putGrants(tx, row.id, before, after.grants)) === after.grants.length
    if (!put || (await putDocuments(tx, row.id, stored)) !== stored.length) throw new AppError('conflict')
    for (const { label, rowId, bytes } of stored)
      if (label !== fileKeyLabel) keys.noteSealed(label, rowId, bytes)
    return { documents: stored.length }
  },
  audit: (result) => ({ count: result.documents }),
})
