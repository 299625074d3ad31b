import type { DeskKeyRow, MembershipRow, SignedIn } from '../../src/platform/vault/index.ts'

/** What sealing for a desk needs: its key, and one of its people with her session. */
export interface DeskHands {
  deskKey: DeskKeyRow
  memberships: MembershipRow[]
  session: SignedIn
}
