import { sign } from '../../../ui/form/writer.ts'

/** One line from the browser to the server's drafts. Answers, never throws: what goes wrong is a state to show. */
export type Sent =
  | { result: 'saved'; rev: number; savedAt: Date }
  /** Another window saved in between. */
  | { result: 'elsewhere' }
  /** The network is gone or the server is busy: worth trying again. */
  | { result: 'later' }
  /** The session has ended: worth trying again once she has signed in, in another window. */
  | { result: 'locked' }
  /** It will not be taken, however often it is sent (too long). */
  | { result: 'refused' }

export type Found = { rev: number; updatedAt: Date; form: unknown } | null

export interface DraftAddress {
  kind: string
  subjectId: string
}

/** In characters: 64 kB at three bytes each, with room for the rest of the form. */
const outlivesWindow = 20_000

export async function sendDraft(
  address: DraftAddress,
  content: string,
  rev: number,
  fetching: typeof fetch = fetch,
): Promise<Sent> {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...address, content, intent: 'save', rev: String(rev) }))
    body.set(name, value)
  sign(body)
  try {
    // A locked screen answers with the way to the sign-in page: not to be followed from here.
    const answer = await fetching('/drafts', {
      method: 'POST',
      body,
      redirect: 'manual',
      // So that the last words before a window closes arrive; browsers allow that for small bodies only.
      keepalive: content.length < outlivesWindow,
    })
    if (answer.ok) {
      const { done } = (await answer.json()) as { done: { rev: number; savedAt: string } }
      return { result: 'saved', rev: done.rev, savedAt: new Date(done.savedAt) }
    }
    if (answer.type === 'opaqueredirect') return { result: 'locked' }
    if (answer.status === 409) return { result: 'elsewhere' }
    return { result: answer.status === 413 || answer.status === 422 ? 'refused' : 'later' }
  } catch {
    return { result: 'later' }
  }
}

/** What was kept, or null; undefined when the server cannot be asked just now. */
export async function findDraftOnServer(
  address: DraftAddress,
  fetching: typeof fetch = fetch,
): Promise<Found | undefined> {
  try {
    const answer = await fetching(`/drafts?${new URLSearchParams({ ...address })}`, { redirect: 'manual' })
    if (!answer.ok) return undefined
    const { found } = (await answer.json()) as {
      found: { draft: { rev: number; updatedAt: string; content: { form: unknown } | null } | null }
    }
    if (!found.draft) return null
    const { rev, updatedAt, content } = found.draft
    return { rev, updatedAt: new Date(updatedAt), form: content?.form }
  } catch {
    return undefined
  }
}

/** Which rows of one kind have a draft of mine. Nothing when the server cannot be asked: what is kept stays kept. */
export async function listDrafts(kind: string): Promise<ReadonlySet<string>> {
  try {
    const answer = await fetch(`/drafts/list?${new URLSearchParams({ kind })}`, { redirect: 'manual' })
    if (!answer.ok) return new Set()
    const { kept } = (await answer.json()) as { kept: { drafts: { subjectId: string }[] } }
    return new Set(kept.drafts.map(({ subjectId }) => subjectId))
  } catch {
    return new Set()
  }
}

/** Throws away what stands at that revision, never what another window has written since. */
export async function discardOnServer(address: DraftAddress, rev: number): Promise<void> {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...address, rev: String(rev), intent: 'discard' }))
    body.set(name, value)
  await fetch('/drafts', { method: 'POST', body: sign(body), redirect: 'manual' }).catch(() => {})
}
