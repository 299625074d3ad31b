import { useRef } from 'react'
import { m } from '../../platform/words/words.ts'
import { useEntryId } from './submission-id.tsx'

interface RevFieldProps {
  name?: 'rev' | 'mark' | 'turn'
  /** As the page knows it now. */
  now: string | number
  /** Its own try was answered by a conflict: both wordings are on the page, and the next try knows of the newer one. */
  isConflict: boolean
}

/**
 * The revision that a form is about: the one it was drawn with, not the newest the page has heard of meanwhile. So
 * what somebody else has saved since comes to light as a conflict and is never written over unseen.
 */
export function RevField({ name = 'rev', now, isConflict }: RevFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  // An exchange is only ever added to: after one's own step in another form the next one may follow at once.
  const after = name === 'turn' ? 'any' : 'own'
  const drawn = useEntryId(String(now), () => field.current?.form, { movesOn: isConflict, after })
  const isBehind = drawn !== String(now) && !isConflict && name !== 'turn'
  return (
    <>
      <input ref={field} type="hidden" name={name} value={drawn} />
      <p role="status" className={isBehind ? 'hint' : 'sr-only'}>
        {isBehind ? m.ui_changed_meanwhile() : ''}
      </p>
    </>
  )
}
