import { useEffect } from 'react'
import { m } from '../../platform/words/words.ts'
import { Icon } from '../icon.tsx'

/** Opens the way to anywhere, with Ctrl+K (on a Mac Command+K) from every page. */
export function CommandButton({ label, onOpen }: { label: string; onOpen: () => void }) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isShortcut =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === 'k'
      if (!isShortcut || event.isComposing || document.querySelector('dialog[open]')) return
      event.preventDefault()
      onOpen()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onOpen])
  return (
    <button type="button" className="button button-secondary button-small command-button" onClick={onOpen}>
      <Icon name="search" />
      <span>{label}</span> <kbd>{m.ui_command_keys()}</kbd>
    </button>
  )
}
