import type { Compartments } from './compartments.ts'
import {
  addressOf,
  filesIn,
  type Opened,
  replaceSealed,
  type Sealed,
  type SealedBytes,
  sealedIn,
} from './records.ts'
import { platform } from './runtime.ts'
import type { Opener } from './vault/contract.ts'

/**
 * Before the commit: brings the keys of everything sealed in the result within reach.
 * After the commit: `open` answers with the contents. Documents open singly; one that refuses becomes null and raises an
 * alarm. One whose key is not within reach becomes null too, but nobody calls it altered: the key's own row raised the alarm.
 */
export async function openAll<Result>(
  keys: Compartments,
  result: Result,
  action: string,
): Promise<{ isOwnOnly: boolean; open(): Opened<Result> }> {
  const documents = sealedIn(result)
  const files = filesIn(result)
  await keys.load([
    ...documents.filter((one) => one.kind.scope === 'compartment').map((one) => one.row.compartmentId),
    ...files.map((one) => one.compartmentId),
  ])
  return {
    isOwnOnly: files.length === 0 && documents.every((one) => one.kind.scope === 'user'),
    open: () => openSealed(keys.opener, result, { documents, files }, action),
  }
}

/** The contents of a result whose audit line is committed, with the keys that came along with it. */
export function openWith<Result>(opener: Opener, result: Result, action: string): Opened<Result> {
  return openSealed(opener, result, { documents: sealedIn(result), files: filesIn(result) }, action)
}

function openSealed<Result>(
  opener: Opener,
  result: Result,
  { documents, files }: { documents: readonly Sealed<unknown>[]; files: readonly SealedBytes[] },
  action: string,
): Opened<Result> {
  if (documents.length + files.length === 0) return result as Opened<Result>
  const contents = new Map<unknown, unknown>([
    ...contentsOf(opener, documents, action),
    ...files.map((file) => [file, bytesOf(opener, file, action)] as const),
  ])
  return replaceSealed(result, (sealed) => contents.get(sealed) ?? null) as Opened<Result>
}

function contentsOf(
  opener: Opener,
  documents: readonly Sealed<unknown>[],
  action: string,
): Map<Sealed<unknown>, unknown> {
  const sealed = documents.map((one) => ({ ...addressOf(one.kind, one.row), bytes: one.row.bytes }))
  const texts = platform().vault.reveal(opener, sealed)
  const contents = new Map<Sealed<unknown>, unknown>()
  documents.forEach((document, index) => {
    const text = texts[index]
    const parsed = typeof text === 'string' ? document.kind.schema.safeParse(JSON.parse(text)) : undefined
    if (parsed?.success) contents.set(document, parsed.data)
    else if (text !== false) {
      const { tenantId, id: rowId } = document.row
      platform().raise({ tenantId, label: document.kind.label, rowId, action })
    }
  })
  return contents
}

function bytesOf(opener: Opener, file: SealedBytes, action: string): Uint8Array | null {
  const { tenantId, fileId, compartmentId, keyWrap, bytes } = file
  const content = platform().vault.revealFile(opener, { tenantId, fileId, compartmentId }, { keyWrap, bytes })
  if (content === null) platform().raise({ tenantId, label: file.label, rowId: fileId, action })
  return content || null
}
