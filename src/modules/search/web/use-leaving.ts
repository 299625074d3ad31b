import type { RefObject } from 'react'
import { useNavigate, useSubmit } from 'react-router'
import type { FoundLine } from './found-words.ts'
import { useReach } from './reach.ts'

/** The choice that leads to the page with everything that was found. */
export const moreKey = 'more'

/** Goes where a choice leads. Closing first gives the focus back to where it was before the palette. */
export function useLeaving(
  dialog: RefObject<HTMLDialogElement | null>,
  onClose: () => void,
  typed: string,
): (line: FoundLine) => void {
  const navigate = useNavigate()
  const submit = useSubmit()
  const reach = useReach()
  return (line) => {
    if (!line.to && line.key !== moreKey) return
    dialog.current?.close()
    onClose()
    if (line.to) void navigate(line.to)
    // What was typed is posted there too, and stands in no address and no history.
    else void submit({ intent: reach, words: typed.trim() }, { method: 'post', action: '/search' })
  }
}
