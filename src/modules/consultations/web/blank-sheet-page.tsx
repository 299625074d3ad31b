import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { BackOfSheet, FrontOfSheet } from './blank-sheet.tsx'
import './consultations.css'

export const meta = () => [{ title: `${m.consultations_blank_sheet()} - ${m.shell_product()}` }]

/** For outages: the same sheet on paper, both sides of one A4, without any data. Entered later as a back-entry. */
export default function BlankSheetPage() {
  return (
    <div className="blank-sheet-page">
      <div className="no-print">
        <PageTitle
          title={m.consultations_blank_sheet()}
          lead={m.consultations_blank_sheet_lead()}
          actions={
            <Button variant="primary" onClick={() => window.print()}>
              {m.ui_print()}
            </Button>
          }
        />
      </div>
      <FrontOfSheet />
      <BackOfSheet />
    </div>
  )
}
