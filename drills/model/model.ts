/** What ought to be true, in the simplest words: who sits where, which desk was given what, whom a case hides from. */
export class Model {
  /** `desk|person`; false = it is over, or somebody altered the row. */
  readonly seats = new Map<string, boolean>()
  /** `case|desk`, the owner's own included. */
  readonly grants = new Map<string, boolean>()
  readonly blocks = new Set<string>()
  /** The desk that holds each case. */
  readonly owners = new Map<string, string>()

  sits(desk: string, person: string): boolean {
    return this.seats.get(`${desk}|${person}`) === true
  }

  has(caseId: string, desk: string): boolean {
    return this.grants.get(`${caseId}|${desk}`) === true
  }

  /** She reads a case from a living seat at a desk with a living grant, unless it is hidden from her. */
  canRead(person: string, caseId: string, desks: readonly string[]): boolean {
    return (
      !this.blocks.has(`${caseId}|${person}`) &&
      desks.some((desk) => this.sits(desk, person) && this.has(caseId, desk))
    )
  }
}
