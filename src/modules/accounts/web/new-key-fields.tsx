import { useRef, useState } from 'react'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { complaint } from './account-words.ts'
import { makeKey } from './security-key.ts'
import { useKeys } from './use-keys.ts'

/** The name of a new key, and the button that makes it: the browser asks for the key, then the form is sent. */
export function NewKeyFields({ error, defaultValue }: { error: string | undefined; defaultValue: string }) {
  const token = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState('')
  const [isAsking, setAsking] = useState(false)
  const canUse = useKeys()
  const make = async () => {
    const field = token.current
    const form = field?.form
    if (!field || !form || isAsking) return
    setProblem('')
    if (String(new FormData(form).get('label') ?? '').trim() === '')
      return setProblem('accounts_passkey_label_missing')
    setAsking(true)
    const answer = await makeKey()
    setAsking(false)
    if ('problem' in answer) return setProblem(answer.problem)
    field.value = answer.keyToken
    form.requestSubmit()
  }
  return (
    <>
      <TextField
        name="label"
        label={m.accounts_passkey_label()}
        hint={m.accounts_passkey_label_hint()}
        required
        maxLength={40}
        defaultValue={defaultValue}
        error={error}
      />
      <input type="hidden" name="intent" value="add" />
      <input type="hidden" name="keyToken" ref={token} />
      {problem ? (
        <div role="alert">
          <Notice tone="error" title={complaint(problem)} />
        </div>
      ) : null}
      <p>
        <Button
          variant="primary"
          onClick={() => void make()}
          aria-busy={isAsking}
          unavailable={canUse ? undefined : m.accounts_key_unsupported()}
        >
          {isAsking ? m.accounts_key_asking() : m.accounts_passkey_add()}
        </Button>
      </p>
    </>
  )
}
