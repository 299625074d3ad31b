import { useState } from 'react'
import { m } from '../../../platform/words/words.ts'
import { CommandButton } from '../../../ui/layout/command-button.tsx'
import { Palette } from './palette.tsx'
import type { Places } from './places.ts'

/** The way to anywhere: pages and actions at once, cases, people, requests and desks as one types. */
export function CommandPalette({ places }: { places: Places }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <CommandButton label={m.search_title()} onOpen={() => setOpen(true)} />
      {isOpen ? <Palette places={places} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
