import { m } from '../../../platform/words/words.ts'

/** The directory has shown her for the step-up within these five minutes, or she is sent there when she presses the button. */
export function ConfirmByStepUp() {
  return (
    <>
      <input type="hidden" name="withDirectory" value="yes" />
      <p className="hint">{m.accounts_confirm_directory_first()}</p>
    </>
  )
}
