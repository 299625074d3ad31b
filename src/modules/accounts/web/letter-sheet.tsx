import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { SheetRows } from '../../../ui/record/print-sheet.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { ActivationLetter } from '../contract.ts'

interface LetterSheetProps {
  letter: ActivationLetter
  tenantName: string
  /** Where the letter's reader goes: this server's own address. */
  origin: string
}

/** Handed over in person: the only way a new account's code travels. */
export function LetterSheet({ letter, tenantName, origin }: LetterSheetProps) {
  return (
    <article className="sheet" data-paper="own-account">
      <p>{m.accounts_letter_to({ name: letter.displayName })}</p>
      <p className="sheet-sender">{tenantName}</p>
      <h2>{m.accounts_letter_title()}</h2>
      <p className="mb-4">{m.accounts_letter_text()}</p>
      <SheetRows
        rows={[
          { label: m.accounts_letter_page(), value: `${origin}/activate` },
          { label: m.accounts_login(), value: letter.login },
          {
            label: m.accounts_letter_code(),
            value: <span className="letter-code">{letter.activationCode}</span>,
          },
          { label: m.accounts_letter_until(), value: formatDay(dayOf(letter.notAfter), getLocale()) },
        ]}
      />
      <p className="mt-4">{m.accounts_letter_care()}</p>
    </article>
  )
}
