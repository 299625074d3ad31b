import type { Compartments } from './compartments.ts'
import { type Bearer, openerSince } from './entering.ts'
import {
  addressOf,
  filesIn,
  type Opened,
  readAs,
  replaceSealed,
  type Sealed,
  type SealedBytes,
  sealedIn,
} from './records.ts'
import { platform } from './runtime.ts'
import type { Opener, Revealed } from './vault/contract.ts'

/**
 * Before the commit: brings the keys of everything sealed in the result within reach.
 * After the commit: `open` answers with the contents. Documents open singly; one that refuses becomes null and raises an
 * alarm. One whose key is not within reach becomes null too, but nobody calls it altered: the key's own row raised the alarm.
 */
export async function openAll<Result>(
  keys: Compartments,
  result: Result,
  action: string,
): Promise<{ isOwnOnly: boolean; open(bearer: Bearer): Promise<Opened<Result>> }> {
  const documents = sealedIn(result)
  const files = filesIn(result)
  await keys.load([
    ...documents.filter((one) => one.kind.scope === 'compartment').map((one) => one.row.compartmentId),
    ...files.map((one) => one.compartmentId),
  ])
  return {
    isOwnOnly: files.length === 0 && documents.every((one) => one.kind.scope === 'user'),
    open: (bearer) => openSealed(keys.opener, result, { documents, files }, { action, bearer }),
  }
}

/** The contents of a result whose audit line is committed, with the keys that came along with it. */
export async function openWith<Result>(opener: Opener, result: Result, told: Told): Promise<Opened<Result>> {
  return openSealed(opener, result, { documents: sealedIn(result), files: filesIn(result) }, told)
}

interface Told {
  /** The use-case, for the alarm about what was altered. */
  action: string
  bearer: Bearer
}

async function openSealed<Result>(
  opener: Opener,
  result: Result,
  { documents, files }: { documents: readonly Sealed<unknown>[]; files: readonly SealedBytes[] },
  told: Told,
): Promise<Opened<Result>> {
  if (documents.length + files.length === 0) return result as Opened<Result>
  const revealed = await revealedBy(opener, documents, files, told.bearer)
  const contents = new Map<unknown, unknown>([
    ...contentsOf(documents, revealed.texts, told.action),
    ...files.map((file, at) => [file, contentOf(file, revealed.files[at], told.action)] as const),
  ])
  return replaceSealed(result, (sealed) => contents.get(sealed) ?? null) as Opened<Result>
}

/** With the keys that came along or, where something does not open with them, with those that were renewed meanwhile. */
async function revealedBy(
  opener: Opener,
  documents: readonly Sealed<unknown>[],
  files: readonly SealedBytes[],
  bearer: Bearer,
) {
  const sealed = documents.map((one) => ({ ...addressOf(one.kind, one.row), bytes: one.row.bytes }))
  const revealedWith = (keys: Opener) => ({
    texts: platform().vault.reveal(keys, sealed),
    files: files.map((file) => platform().vault.revealFile(keys, file, file)),
  })
  const revealed = revealedWith(opener)
  if ([...revealed.texts, ...revealed.files].every((one) => one !== null && one !== false)) return revealed
  // Where that cannot be asked, what came along decides: an act that is committed is not refused, and no alarm is lost.
  const since = await openerSince(bearer, opener).catch(() => null)
  return since ? revealedWith(since) : revealed
}

function contentsOf(
  documents: readonly Sealed<unknown>[],
  texts: readonly Revealed[],
  action: string,
): Map<Sealed<unknown>, unknown> {
  const contents = new Map<Sealed<unknown>, unknown>()
  documents.forEach((document, index) => {
    const text = texts[index]
    const read = readAs(document.kind, text)
    if (read) contents.set(document, read.content)
    else if (text !== false) {
      const { tenantId, id: rowId } = document.row
      platform().raise({ tenantId, label: document.kind.label, rowId, action })
    }
  })
  return contents
}

function contentOf(
  file: SealedBytes,
  content: Uint8Array | null | false | undefined,
  action: string,
): Uint8Array | null {
  if (content === null)
    platform().raise({ tenantId: file.tenantId, label: file.label, rowId: file.fileId, action })
  return content || null
}
