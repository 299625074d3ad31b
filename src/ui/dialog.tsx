import { type ReactNode, useEffect, useId, useRef } from 'react'
import { m } from '../platform/words/words.ts'
import { Icon } from './icon.tsx'

interface DialogProps {
  isOpen: boolean
  onClose: () => void
  title: string
  children: ReactNode
  actions: ReactNode
}

/** The browser's own modal dialog: it keeps the focus inside, closes on Escape and returns the focus afterwards. */
export function Dialog({ isOpen, onClose, title, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={onClose}>
      <div className="dialog-head">
        <h2 id={titleId} className="text-std-20B-150">
          {title}
        </h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label={m.ui_close()}>
          <Icon name="close" />
        </button>
      </div>
      <div className="dialog-body">{children}</div>
      <div className="dialog-actions">{actions}</div>
    </dialog>
  )
}
