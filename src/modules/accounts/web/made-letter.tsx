import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { ActivationLetter } from '../contract.ts'
import { LetterSheet } from './letter-sheet.tsx'
import { PrintButton } from './print-button.tsx'
import { useOrigin } from './use-origin.ts'

/** A letter, shown once: to be printed now and handed over in person. */
export function MadeLetter({ letter }: { letter: ActivationLetter & { tenantName: string } }) {
  const origin = useOrigin()
  return (
    <>
      <div className="no-print mb-4 grid gap-4">
        <PageTitle title={m.accounts_letter_title()} />
        <Notice tone="warning" title={m.accounts_letter_shown_once()} live />
        <div className="page-actions">
          <PrintButton />
          <LinkButton to="/accounts/invite" reloadDocument>
            {m.accounts_invite_another()}
          </LinkButton>
          <LinkButton to="/accounts" reloadDocument>
            {m.accounts_back_to_list()}
          </LinkButton>
        </div>
      </div>
      <LetterSheet letter={letter} tenantName={letter.tenantName} origin={origin} />
    </>
  )
}
