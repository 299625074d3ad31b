import { useRef, useState } from 'react'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { complaint } from './account-words.ts'
import { askKey, type KeyDoor } from './security-key.ts'
import { useKeys } from './use-keys.ts'

/**
 * In place of the code, and of the password too where the key opens by itself. Sends the form it stands in, by that form's own
 * first button. Without JavaScript, or where the browser knows no keys, it is not there.
 */
export function KeyButton({ door }: { door: KeyDoor }) {
  const token = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState('')
  const [isAsking, setAsking] = useState(false)
  if (!useKeys()) return null
  const ask = async () => {
    const field = token.current
    const form = field?.form
    if (!field || !form || isAsking) return
    setProblem('')
    const typed = new FormData(form)
    const login = String(typed.get('login') ?? '')
    if (door === '/sign-in/key' && login.trim() === '') return setProblem('accounts_login_missing')
    setAsking(true)
    const answer = await askKey(door, login)
    setAsking(false)
    if ('problem' in answer) return setProblem(answer.problem)
    const hasPassword = String(typed.get('password') ?? '') !== ''
    if (!answer.derives && !hasPassword) return setProblem('accounts_key_needs_password')
    field.value = answer.keyToken
    form.requestSubmit(form.querySelector<HTMLButtonElement>('button[type=submit]'))
    // It counts once: the next press of the form's own button means the code again.
    field.value = ''
  }
  return (
    <div className="key-way">
      <input type="hidden" name="keyToken" ref={token} />
      <p className="hint">{m.accounts_key_hint()}</p>
      <Button onClick={() => void ask()} aria-busy={isAsking}>
        {isAsking ? m.accounts_key_asking() : m.accounts_key_use()}
      </Button>
      <p role="status" className="field-error">
        {problem ? complaint(problem) : ''}
      </p>
    </div>
  )
}
