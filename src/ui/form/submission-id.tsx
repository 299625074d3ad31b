import { useEffect, useRef, useState } from 'react'
import { onSettled } from './sending.ts'

/**
 * What a form was drawn with (the id under which it is taken once, the revision it is about). It stays while the form
 * is written, however often the page is read anew meanwhile, and moves on to what the page offers once the form was
 * taken.
 */
export function useEntryId(
  offered: string,
  formOf: () => HTMLFormElement | null | undefined,
  movesOn = false,
): string {
  const [id, setId] = useState(offered)
  const isTaken = useRef(false)
  const form = useRef(formOf)
  form.current = formOf
  useEffect(
    () =>
      onSettled((press, outcome) => {
        if (outcome === 'taken' && press.form === form.current()) isTaken.current = true
      }),
    [],
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
