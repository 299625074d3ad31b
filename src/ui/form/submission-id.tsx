import { useEffect, useRef, useState } from 'react'
import { onSettled } from './sending.ts'

/**
 * The id under which a form is taken once. It stays while the form is written, however often the page is read anew
 * meanwhile, so that a second try is known as one; once the form was taken, the next entry begins under the id that the
 * page offers then.
 */
export function useEntryId(offered: string, formOf: () => HTMLFormElement | null | undefined): string {
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
    if (!isTaken.current || offered === id) return
    isTaken.current = false
    setId(offered)
  }, [offered, id])
  return id
}

export function SubmissionId({ offered }: { offered: string }) {
  const field = useRef<HTMLInputElement>(null)
  const id = useEntryId(offered, () => field.current?.form)
  return <input ref={field} type="hidden" name="submissionId" value={id} />
}
