/** What ought to be true, in the simplest words: who sits where, which desk was given what, whom a case hides from. */
export class Model {
  /** `desk|person`; false = it is over, or somebody altered the row. */
  readonly seats = new Map<string, boolean>()
  /** `case|desk`, the owner's own included. */
  readonly grants = new Map<string, boolean>()
  readonly blocks = new Set<string>()
  /** The desk that holds each case. */
  readonly owners = new Map<string, string>()
  /** Cases that were destroyed: nobody reads them, and nothing more happens to them. */
  readonly shredded = new Set<string>()

  get livingCases(): string[] {
    return [...this.owners.keys()].filter((caseId) => !this.shredded.has(caseId))
  }

  sits(desk: string, person: string): boolean {
    return this.seats.get(`${desk}|${person}`) === true
  }

  has(caseId: string, desk: string): boolean {
    return this.grants.get(`${caseId}|${desk}`) === true
  }

  /** She reads a case from a living seat at a desk with a living grant, unless it is hidden from her. */
  canRead(person: string, caseId: string, desks: readonly string[]): boolean {
    return (
      !this.shredded.has(caseId) &&
      !this.blocks.has(`${caseId}|${person}`) &&
      desks.some((desk) => this.sits(desk, person) && this.has(caseId, desk))
    )
  }
}
