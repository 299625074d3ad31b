import type { DraftKeeper } from './draft-keeper.ts'

const fieldName = 'draftRev'
/** A save without an answer must not hold back the form itself. */
const patienceMs = 2_000
const released = new WeakSet<HTMLFormElement>()

/**
 * The form goes out once no save of its draft is on the way, and names the draft's last revision: so exactly what this
 * window kept is cleared away with it, and nothing that another window has written. Answers whether it has to wait; the
 * caller then prevents this submit, and another follows by itself.
 */
export function waitsForDraft(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  keeper: DraftKeeper,
): boolean {
  if (!keeper.isSending || released.delete(form)) {
    keeper.stop()
    nameRevision(form, keeper.rev)
    return false
  }
  const patience = new Promise((resolve) => setTimeout(resolve, patienceMs))
  void Promise.race([keeper.stopAndWait(), patience]).then(() => {
    released.add(form)
    // The button may have gone meanwhile; then the form goes without one.
    form.requestSubmit(submitter?.isConnected ? submitter : null)
  })
  return true
}

function nameRevision(form: HTMLFormElement, rev: number): void {
  const field = form.elements.namedItem(fieldName)
  if (field instanceof HTMLInputElement) field.value = String(rev)
}
