/** Which revision of the draft the form was sent from; filled in by `useDraft` when the form goes. */
export function DraftRevField() {
  return <input type="hidden" name="draftRev" />
}
