import type { Scene } from '../../platform/use-case.ts'

/** A decision that has been taken. */
export interface DecidedApproval {
  id: string
  caseId: string | null
  deskId: string
  compartmentId: string
  kind: string
  subjectId: string
  askedBy: string
}

/** What approving (or returning) brings about, in the same transaction as the decision. */
export interface ApprovalEffect {
  approved(scene: Scene, approval: DecidedApproval): Promise<void>
  returned?(scene: Scene, approval: DecidedApproval): Promise<void>
}

const effects = new Map<string, ApprovalEffect>()

/** Called once per kind and process, by the composition root. */
export function registerApprovalEffect(kind: string, effect: ApprovalEffect): void {
  effects.set(kind, effect)
}

export function approvalEffect(kind: string): ApprovalEffect | undefined {
  return effects.get(kind)
}
