import { m } from '../../../platform/words/words.ts'
import { TextField } from '../../../ui/form/text-field.tsx'
import type { Answer } from './outcome.ts'

interface ConfirmFieldsProps {
  answer: Pick<Answer<unknown>, 'errorOf' | 'valueOf'>
  /** Only a sample has something to fill in. */
  filled?: { login: string; password: string; code: string } | null
  withLogin?: boolean
  /** Something else stands for it. */
  withoutCode?: boolean
  passwordLabel?: string
  /** Where the page below may have fields of the same names. */
  idPrefix?: string
}

/** Who I am, shown in one go: password managers and pasting work (WCAG 3.3.8). */
export function ConfirmFields({
  answer,
  filled,
  withLogin = false,
  withoutCode = false,
  passwordLabel,
  idPrefix = '',
}: ConfirmFieldsProps) {
  return (
    <>
      {withLogin ? (
        <TextField
          name="login"
          label={m.accounts_login()}
          required
          autoComplete="username"
          spellCheck={false}
          defaultValue={answer.valueOf('login') || filled?.login}
          error={answer.errorOf('login')}
        />
      ) : null}
      <TextField
        name="password"
        id={`${idPrefix}password`}
        type="password"
        label={passwordLabel ?? m.accounts_password()}
        required
        autoComplete="current-password"
        defaultValue={filled?.password}
        error={answer.errorOf('password')}
      />
      {withoutCode ? null : (
        <TextField
          name="code"
          id={`${idPrefix}code`}
          label={m.accounts_code()}
          hint={m.accounts_code_hint()}
          required
          autoComplete="one-time-code"
          spellCheck={false}
          defaultValue={filled?.code}
          error={answer.errorOf('code')}
        />
      )}
    </>
  )
}
