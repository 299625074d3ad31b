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

export async function sendDraft(
  address: DraftAddress,
  content: string,
  rev: number,
  takeOver: boolean,
  fetching: typeof fetch = fetch,
): Promise<Sent> {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...address, content, intent: 'save', rev: String(rev) }))
    body.set(name, value)
  if (takeOver) body.set('takeOver', 'true')
  try {
    // A locked screen answers with the way to the sign-in page: not to be followed from here.
    const answer = await fetching('/drafts', { method: 'POST', body, redirect: 'manual' })
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

export async function discardOnServer(address: DraftAddress): Promise<void> {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...address, intent: 'discard' })) body.set(name, value)
  await fetch('/drafts', { method: 'POST', body, redirect: 'manual' }).catch(() => {})
}
