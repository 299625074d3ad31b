import { useEffect, useEffectEvent } from 'react'
import { commandFor, type SheetCommand } from './sheet-keys.ts'

/** Listens on the whole page, so that a key works wherever one has clicked; a dialog on top keeps its own keys. */
export function useSheetKeys(run: (command: SheetCommand) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return
    const command = commandFor(event)
    if (command && run(command)) event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
