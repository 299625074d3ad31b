import type { CheckpointTrouble } from '../log/checkpoint.ts'

/** What `verify` can find; the command line has a sentence, with what to do, for each. */
export type Finding =
  | { kind: 'line-altered' | 'line-missing'; place: number; seq: number }
  | { kind: 'line-slipped-in'; seq: number }
  | { kind: 'lines-unsealed'; count: number; since: string }
  | { kind: 'leaves-missing'; place: number; count: number }
  | { kind: 'subtree-altered'; level: number; place: number }
  | { kind: 'log-state-altered' | 'log-lost' }
  | { kind: 'checkpoint-missing'; size: number }
  | { kind: 'checkpoint-refused'; trouble: CheckpointTrouble; hour: string }
  | { kind: 'root-differs' | 'checkpoint-beyond'; size: number; log: number; source: string | null }
  | { kind: 'witness-refused'; trouble: CheckpointTrouble; source: string }
  | { kind: 'writing-altered' | 'writing-unkeyed' | 'writing-copied'; seq: number }
  | { kind: 'writing-untimed'; seq: number }
  | {
      kind: 'writing-late'
      seq: number
      last: number
      count: number
      madeAt: string
      behind: string
      /** The line that is of `behind`; null = the line itself says so. */
      behindSeq: number | null
    }
  | { kind: 'beginning-missing' }
  | { kind: 'begun-again' | 'destroyed-before-again'; seq: number }
  | { kind: 'destroyed-twice'; recordId: string; seq: number; seqBefore: number }
  | { kind: 'row-differs'; label: string; rowId: string; seq: number }
  | { kind: 'row-gone'; label: string; rowId: string; seq: number | null }
  | { kind: 'key-row-refused'; table: string; rowId: string; deskId: string | null }
  | { kind: 'no-opener'; tenantId: string; compartmentId: string; rows: number }
  | { kind: 'shredded-key-back'; tenantId: string; compartmentId: string }
  | { kind: 'desk-too-thin'; tenantId: string; deskId: string; members: number }
  | { kind: 'auditors-key-gone'; tenantId: string; epoch: number; newest: number }

/** Figures of one part, for the printed table. */
export type Figures = Record<string, number>

export type FindingKind = Finding['kind']

/** Of each kind so many are kept in words and the others counted: many of one kind must not hide another. */
export const mostOfAKind = 200

/** Takes findings in; a database full of them must not fill the memory. */
export class FindingBook {
  readonly findings: Finding[] = []
  readonly counts: Partial<Record<FindingKind, number>> = {}

  add(finding: Finding): void {
    const count = (this.counts[finding.kind] ?? 0) + 1
    this.counts[finding.kind] = count
    if (count <= mostOfAKind) this.findings.push(finding)
  }

  get count(): number {
    return Object.values(this.counts).reduce((sum, one) => sum + one, 0)
  }
}
