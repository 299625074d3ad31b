import { m } from '../../../platform/words/words.ts'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import type { Answer } from './outcome.ts'
import { QrCode } from './qr-code.tsx'

interface FactorFieldsProps {
  /** The authenticator's secret made for this page; one that was sent before is kept. */
  totpKey: string
  tenantName: string
  answer: Pick<Answer<unknown>, 'errorOf' | 'valueOf'>
}

/** Card or authenticator app; the style sheet shows what belongs to the choice, so it works without JavaScript. */
export function FactorFields({ totpKey, tenantName, answer }: FactorFieldsProps) {
  const key = answer.valueOf('totpKey') || totpKey
  return (
    <>
      <ChoiceGroup
        kind="radio"
        name="factor"
        label={m.accounts_factor()}
        required
        error={answer.errorOf('factor')}
        chosen={[answer.valueOf('factor') || 'card']}
        choices={[
          { value: 'card', label: m.accounts_factor_card(), hint: m.accounts_factor_card_hint() },
          { value: 'totp', label: m.accounts_factor_totp(), hint: m.accounts_factor_totp_hint() },
        ]}
      />
      <input type="hidden" name="totpKey" value={key} />
      <div className="totp-box">
        <p>{m.accounts_totp_lead()}</p>
        <QrCode text={uriOf(key, tenantName)} label={m.accounts_totp_picture()} />
        <div>
          <p className="hint">{m.accounts_totp_key()}</p>
          <p className="typed-key">{key.replace(/(.{4})(?=.)/g, '$1 ')}</p>
        </div>
        <TextField
          name="totpCode"
          label={m.accounts_totp_code()}
          required
          inputMode="numeric"
          autoComplete="one-time-code"
          width="short"
          error={answer.errorOf('totpCode')}
        />
      </div>
    </>
  )
}

/** The key URI format that authenticator apps read; SHA-1, six digits and thirty seconds are its defaults. */
function uriOf(key: string, tenantName: string): string {
  const issuer = encodeURIComponent(m.shell_product())
  const label = encodeURIComponent(tenantName || m.shell_product())
  return `otpauth://totp/${issuer}:${label}?secret=${key}&issuer=${issuer}`
}
