import { useEffect, useRef, useState } from 'react'
import { onSettled } from './sending.ts'

/**
 * What a form was drawn with (the id under which it is taken once, the revision it is about). It stays while the form
 * is written, however often the page is read anew meanwhile, and moves on to what the page offers once the form was
 * taken. `after: 'any'`: also once another form of this page was taken, since what it did is the typist's own act.
 */
export function useEntryId(
  offered: string,
  formOf: () => HTMLFormElement | null | undefined,
  { movesOn = false, after = 'own' }: { movesOn?: boolean; after?: 'own' | 'any' } = {},
): string {
  const [id, setId] = useState(offered)
  const isTaken = useRef(false)
  const form = useRef(formOf)
  form.current = formOf
  useEffect(
    () =>
      onSettled((press, outcome) => {
        if (outcome === 'taken' && (after === 'any' || press.form === form.current())) isTaken.current = true
      }),
    [after],
  )
  useEffect(() => {
    if (offered === id || !(isTaken.current || movesOn)) return
    isTaken.current = false
    setId(offered)
  }, [offered, id, movesOn])
  return id
}

/** So that a second try is known as one. */
export function SubmissionId({ offered }: { offered: string }) {
  const field = useRef<HTMLInputElement>(null)
  const id = useEntryId(offered, () => field.current?.form)
  return <input ref={field} type="hidden" name="submissionId" value={id} />
}
