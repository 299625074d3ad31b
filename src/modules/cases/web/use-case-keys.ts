import { useEffect } from 'react'
import { useNavigate } from 'react-router'

const places: Readonly<Record<string, (caseId: string) => string>> = {
  KeyE: (caseId) => `/cases/${caseId}/edit`,
  KeyR: (caseId) => `/cases/${caseId}/state`,
  KeyI: (caseId) => `/cases/${caseId}/requests/new`,
  KeyP: (caseId) => `/cases/${caseId}/people/new`,
}

/** Alt with one letter, so that nothing happens by typing (WCAG 2.1.4), and never while a word is being composed. */
export function useCaseKeys(caseId: string): void {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return
      if (event.code === 'KeyN') {
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
