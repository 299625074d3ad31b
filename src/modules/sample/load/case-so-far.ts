/** What the acts of one case hand on to each other. */
export interface CaseSoFar {
  caseId: string
  people: { id: string; part: string }[]
  isClosed: boolean
}

export interface Leads {
  supervisor: string
  manager: string
}
