import type {
  DeskKeyRow,
  GrantRow,
  MembershipRow,
  Opener,
  RecordAddress,
  SealedDocument,
  UserKeyRow,
  Vault,
} from '../../src/platform/vault/contract.ts'
import { CannotOpen } from '../../src/platform/vault/errors.ts'

export interface Somebody {
  id: string
  key: UserKeyRow
  cookie: Opener['cookie']
  session: Opener['session']
}

export interface Desk {
  id: string
  deskKey: DeskKeyRow
}

export interface CaseDocument {
  caseId: string
  ownerDeskId: string
  address: RecordAddress
  bytes: Uint8Array
}

/** Where rows lie, and who gets which of them to see. */
export interface Rows {
  seat(row: MembershipRow): Promise<void>
  unseat(deskId: string, userId: string): Promise<void>
  grant(row: GrantRow): Promise<void>
  ungrant(compartmentId: string, deskId: string): Promise<void>
  block(caseId: string, userId: string): Promise<void>
  unblock(caseId: string, userId: string): Promise<void>
  put(document: CaseDocument): Promise<void>
  /** Every key of the case. */
  shred(caseId: string): Promise<void>
  /** Cases whose document she reads. */
  readBy(person: Somebody): Promise<Set<string>>
  /** All rows of one person, for what she does. */
  openerOf(person: Somebody): Opener
  documents(): readonly CaseDocument[]
}

/**
 * Rows in memory. Nobody keeps anything from anybody here: the vault is handed everybody's rows and every document, as after
 * a hole in the database's own rules, and must keep the wall alone. (Blocks are the database's; they hide the document.)
 */
export class RowsInMemory implements Rows {
  protected readonly seats = new Map<string, MembershipRow>()
  protected readonly grants = new Map<string, GrantRow>()
  protected readonly blocks = new Set<string>()
  readonly #documents: CaseDocument[] = []
  protected readonly vault: Vault

  constructor(vault: Vault) {
    this.vault = vault
  }

  async seat(row: MembershipRow): Promise<void> {
    this.seats.set(`${row.deskId}|${row.userId}`, row)
  }
  async unseat(deskId: string, userId: string): Promise<void> {
    this.seats.delete(`${deskId}|${userId}`)
  }
  async grant(row: GrantRow): Promise<void> {
    this.grants.set(`${row.compartmentId}|${row.deskId}`, row)
  }
  async ungrant(compartmentId: string, deskId: string): Promise<void> {
    this.grants.delete(`${compartmentId}|${deskId}`)
  }
  async block(caseId: string, userId: string): Promise<void> {
    this.blocks.add(`${caseId}|${userId}`)
  }
  async unblock(caseId: string, userId: string): Promise<void> {
    this.blocks.delete(`${caseId}|${userId}`)
  }
  async put(document: CaseDocument): Promise<void> {
    this.#documents.push(document)
  }
  async shred(caseId: string): Promise<void> {
    for (const [place, grant] of this.grants) if (grant.compartmentId === caseId) this.grants.delete(place)
  }
  documents(): readonly CaseDocument[] {
    return this.#documents
  }

  openerOf({ cookie, session }: Somebody): Opener {
    return { cookie, session, memberships: [...this.seats.values()], grants: [...this.grants.values()] }
  }

  async readBy(person: Somebody): Promise<Set<string>> {
    const seen = this.#documents.filter(({ caseId }) => !this.blocks.has(`${caseId}|${person.id}`))
    return opened(this.vault, this.openerOf(person), seen)
  }
}

export function opened(vault: Vault, opener: Opener, seen: readonly CaseDocument[]): Set<string> {
  const sealed = seen.map(({ address, bytes }): SealedDocument => ({ ...address, bytes }))
  const texts = openedTexts(vault, opener, sealed)
  return new Set(seen.filter((_, at) => typeof texts[at] === 'string').map(({ caseId }) => caseId))
}

function openedTexts(vault: Vault, opener: Opener, sealed: readonly SealedDocument[]) {
  try {
    return vault.reveal(opener, sealed)
  } catch (error) {
    if (error instanceof CannotOpen) return []
    throw error
  }
}
