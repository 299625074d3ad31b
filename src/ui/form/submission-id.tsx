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
  const [takenWith, setTakenWith] = useState<string>()
  const latest = useRef({ formOf, id })
  latest.current = { formOf, id }
  useEffect(
    () =>
      onSettled((press, outcome) => {
        const isMeant = after === 'any' || press.form === latest.current.formOf()
        // What the page offers next may have come before this, or come later: either way it is taken up.
        if (outcome === 'taken' && isMeant) setTakenWith(latest.current.id)
      }),
    [after],
  )
  useEffect(() => {
    if (offered !== id && (takenWith === id || movesOn)) setId(offered)
  }, [offered, id, takenWith, movesOn])
  return id
}

/** So that a second try is known as one. */
export function SubmissionId({ offered }: { offered: string }) {
  const field = useRef<HTMLInputElement>(null)
  const id = useEntryId(offered, () => field.current?.form)
  return <input ref={field} type="hidden" name="submissionId" value={id} />
}
