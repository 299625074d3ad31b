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
  | { kind: 'writing-late'; seq: number; last: number; count: number; madeAt: string; behind: string }
  | { kind: 'beginning-missing' }
  | { kind: 'begun-again' | 'destroyed-before-again'; seq: number }
  | { kind: 'destroyed-twice'; recordId: string; seq: number; seqBefore: number }
  | { kind: 'row-differs'; label: string; rowId: string; seq: number }
  | { kind: 'row-gone'; label: string; rowId: string; seq: number | null }
  | { kind: 'key-row-refused'; table: string; rowId: string; deskId: string | null }
  | { kind: 'no-opener'; tenantId: string; compartmentId: string; rows: number }
  | { kind: 'shredded-key-back'; tenantId: string; compartmentId: string }
  | { kind: 'desk-too-thin'; tenantId: string; deskId: string; members: number }

/** Figures of one part, for the printed table. */
export type Figures = Record<string, number>

/** Kept in words; what comes beyond is counted. */
const mostFindings = 1_000

/** Takes findings in; a database full of them must not fill the memory. */
export class FindingBook {
  readonly findings: Finding[] = []
  #count = 0

  add(finding: Finding): void {
    this.#count += 1
    if (this.findings.length < mostFindings) this.findings.push(finding)
  }

  get count(): number {
    return this.#count
  }
}
