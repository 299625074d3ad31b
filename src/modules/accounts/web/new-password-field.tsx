import { m } from '../../../platform/words/words.ts'
import { TextField } from '../../../ui/form/text-field.tsx'

export function NewPasswordField({ error }: { error: string | undefined }) {
  return (
    <TextField
      name="newPassword"
      type="password"
      label={m.accounts_new_password()}
      hint={m.accounts_new_password_hint()}
      required
      autoComplete="new-password"
      error={error}
    />
  )
}
