import { type Checkpoint, type CheckpointTrouble, openCheckpoint } from '../log/checkpoint.ts'
import type { GrowingTree } from '../log/merkle.ts'
import type { FindingBook } from './findings.ts'

/** A checkpoint that was kept; `source` is the file of one outside, null = our own. */
export interface KeptNote {
  note: string
  source: string | null
  /** Of our own: what it stands under. */
  hour: string
}

interface Expected extends Checkpoint {
  source: string | null
  /** By the present key, and not by one that was in use before the root secret was replaced. */
  isPresent: boolean
}

function openedBy(
  publicKeys: readonly Uint8Array[],
  note: string,
  origin: string,
): (Checkpoint & { isPresent: boolean }) | CheckpointTrouble {
  const answers = publicKeys.map((key) => openCheckpoint(note, origin, key))
  const at = answers.findIndex((answer) => typeof answer !== 'string')
  const opened = answers[Math.max(at, 0)] as Checkpoint | CheckpointTrouble
  return typeof opened === 'string' ? opened : { ...opened, isPresent: at === 0 }
}

/**
 * Waits for the tree to reach the size of each checkpoint and compares. Of our own and of the outside ones that differ, the
 * first is told: all that follow differ for the same reason.
 */
export class RootWatch {
  readonly #expected: Expected[]
  readonly #told = new Set<boolean>()
  #at = 0
  /** Our own ones of which signature and root were right. */
  confirmed = 0
  confirmedOutside = 0

  constructor(
    notes: Iterable<KeptNote>,
    origin: string,
    publicKeys: readonly Uint8Array[],
    book: FindingBook,
  ) {
    const expected: Expected[] = []
    for (const { note, source, hour } of notes) {
      const opened = openedBy(publicKeys, note, origin)
      if (typeof opened !== 'string') expected.push({ ...opened, source })
      else if (source === null) book.add({ kind: 'checkpoint-refused', trouble: opened, hour })
      else book.add({ kind: 'witness-refused', trouble: opened, source })
    }
    this.#expected = expected.sort((one, other) => one.size - other.size)
    while (this.#expected[this.#at]?.size === 0) this.#at += 1
  }

  /** The size at which there is something to compare. */
  get next(): number | undefined {
    return this.#expected[this.#at]?.size
  }

  check(tree: GrowingTree, book: FindingBook): void {
    const root = tree.root()
    for (; this.next === tree.size; this.#at += 1) {
      const { root: signed, source, size } = this.#expected[this.#at] as Expected
      if (Buffer.compare(root, signed) !== 0)
        this.#tell({ kind: 'root-differs', size, log: tree.size, source }, book)
      else if (source === null) this.confirmed += 1
      else this.confirmedOutside += 1
    }
  }

  /** Whatever is left was signed over more lines than there are. */
  finish(tree: GrowingTree, book: FindingBook): void {
    // Whoever has an old key can sign what is past: only the present one vouches for the whole.
    const newest = this.#expected.slice(0, this.#at).findLast((one) => one.source === null && one.isPresent)
    const beyond = this.#expected.slice(this.#at)
    for (const { size, source } of beyond)
      this.#tell({ kind: 'checkpoint-beyond', size, log: tree.size, source }, book)
    if (tree.size > 0 && newest?.size !== tree.size && beyond.every((one) => one.source !== null))
      book.add({ kind: 'checkpoint-missing', size: tree.size })
  }

  #tell(
    finding: { kind: 'root-differs' | 'checkpoint-beyond'; size: number; log: number; source: string | null },
    book: FindingBook,
  ): void {
    const isOutside = finding.source !== null
    if (this.#told.has(isOutside)) return
    this.#told.add(isOutside)
    book.add(finding)
  }
}
