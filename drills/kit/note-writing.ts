import { randomUUID } from 'node:crypto'
import type { Clerk } from './clerk.ts'
import type { Ledger } from './ledger.ts'

export type Told =
  /** The server said that it was taken. */
  | { kind: 'written'; submissionId: string; caseId: string; mark: string }
  /** The page showed the words of this note. Each is asked for once, so that each needs a line of its own in the record. */
  | { kind: 'revealed'; noteId: string; caseId: string }
  /** The page came, and without the words. */
  | { kind: 'lost'; noteId: string; caseId: string }

export interface NoteToRead {
  noteId: string
  caseId: string
  mark: string
}

/** Writes notes into cases and reads each one once, as fast as it is answered, until asked to stop. */
export class NoteWriting {
  readonly #clerk: Clerk
  readonly #cases: readonly string[]
  readonly #ledger: Ledger<Told>
  readonly #toRead: NoteToRead[] = []
  #isStopped = false
  #finished: Promise<void> = Promise.resolve()
  /** When the last write that was taken had been sent: an answer may still come from a process that is dead by then. */
  lastTaken = 0
  /** What the last write was answered with, or 0. */
  lastAnswer = 0
  sent = 0
  unanswered = 0

  constructor(clerk: Clerk, cases: readonly string[], ledger: Ledger<Told>) {
    this.#clerk = clerk
    this.#cases = cases
    this.#ledger = ledger
  }

  begin(): void {
    this.#isStopped = false
    this.#finished = this.#work()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#finished
  }

  /** Gives her something to read. */
  give(notes: readonly NoteToRead[]): void {
    this.#toRead.push(...notes)
  }

  async #work(): Promise<void> {
    while (!this.#isStopped) {
      await this.#write()
      const note = this.#toRead.shift()
      if (note) await this.#read(note)
    }
  }

  async #write(): Promise<void> {
    const caseId = this.#cases[this.sent % this.#cases.length] ?? ''
    const submissionId = randomUUID()
    const mark = `drill-${submissionId}`
    this.sent += 1
    const sentAt = Date.now()
    const answer = await this.#clerk.post(`/cases/${caseId}`, {
      intent: 'note',
      submissionId,
      'body.fact': mark,
    })
    this.lastAnswer = answer?.status ?? 0
    if (answer?.status === 303 && answer.location.startsWith(`/cases/${caseId}`)) {
      this.#ledger.write({ kind: 'written', submissionId, caseId, mark })
      this.lastTaken = sentAt
    } else {
      this.unanswered += 1
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async #read({ noteId, caseId, mark }: NoteToRead): Promise<void> {
    const answer = await this.#clerk.get(`/cases/${caseId}/notes/${noteId}`)
    if (answer?.status !== 200) return
    this.#ledger.write({ kind: answer.html.includes(mark) ? 'revealed' : 'lost', noteId, caseId })
  }
}
