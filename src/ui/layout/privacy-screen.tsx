import { useCallback, useEffect, useRef } from 'react'
import { m } from '../../platform/words/words.ts'
import { Icon } from '../icon.tsx'
import { createTripleShift } from '../triple-shift.ts'
import { useHydrated } from '../use-hydrated.ts'

/** One press and nothing of the record is on the screen, in the window's title or on paper; the work stays open. */
export function PrivacyScreen() {
  const cover = useRef<HTMLDialogElement>(null)
  const title = useRef('')
  const toggle = useCallback(() => {
    const dialog = cover.current
    if (!dialog) return
    if (dialog.open) {
      document.title = title.current
      return dialog.close()
    }
    title.current = document.title
    document.title = m.ui_hidden_title()
    dialog.showModal()
  }, [])
  useEffect(() => {
    const isTriple = createTripleShift()
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.isComposing && isTriple(event.key, event.repeat, event.timeStamp)) toggle()
    }
    document.addEventListener('keydown', onKeyDown, true)
    return () => document.removeEventListener('keydown', onKeyDown, true)
  }, [toggle])
  if (!useHydrated()) return null
  return (
    <>
      <button
        type="button"
        className="button button-secondary button-small hide-button"
        title={`${m.ui_hide_screen()} ${m.ui_hide_screen_keys()}`}
        onClick={toggle}
      >
        <Icon name="eyeOff" />
        <span>{m.ui_hide_screen()}</span> <kbd>{m.ui_hide_screen_keys()}</kbd>
      </button>
      <dialog
        ref={cover}
        className="privacy-screen"
        aria-label={m.ui_hidden_title()}
        onCancel={(event) => event.preventDefault()}
        // Some browsers let a second Escape through; the title must then come back as well.
        onClose={() => {
          document.title = title.current
        }}
      >
        <p>{m.ui_hidden_text()}</p>
        <button type="button" className="button button-secondary" onClick={toggle}>
          {m.ui_show_screen()}
        </button>
      </dialog>
    </>
  )
}
