import { useEffect } from 'react'
import { useNavigate } from 'react-router'

const places: Readonly<Record<string, (caseId: string) => string>> = {
  Digit1: (caseId) => `/cases/${caseId}/requests/new`,
  Digit2: (caseId) => `/cases/${caseId}/edit`,
  Digit3: (caseId) => `/cases/${caseId}/state`,
  Digit4: (caseId) => `/cases/${caseId}/people/new`,
}

/**
 * As on the consultation sheet: Alt with a number, where 0 is the box to write in; so that nothing happens by typing
 * (WCAG 2.1.4), no browser's menu opens, and never while a word is being composed.
 */
export function useCaseKeys(caseId: string): void {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat) return
      if (event.isComposing || event.keyCode === 229 || document.querySelector('dialog[open]')) return
      if (event.code === 'Digit0') {
        const field = document.getElementById('body.fact')
        if (!field) return
        event.preventDefault()
        field.focus()
        return
      }
      const place = places[event.code]
      if (!place) return
      event.preventDefault()
      void navigate(place(caseId))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [caseId, navigate])
}
