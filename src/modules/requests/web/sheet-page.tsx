import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { PrintButton } from '../../../ui/record/print-button.tsx'
import { SheetRows } from '../../../ui/record/print-sheet.tsx'
import { ReleasedSheet } from '../../../ui/record/released-sheet.tsx'
import { printSheet } from '../paper.ts'
import { SheetView } from './sheet-view.tsx'

export const loader = page({
  printed: look(printSheet, ({ params }) => ({ requestId: params.requestId ?? '' })),
})

/** The numbered sheet for a body without a terminal, in the manner of an office form. */
export default function SheetPage() {
  const { printed } = useLoaderData<typeof loader>()
  const { content } = printed
  return (
    <>
      <title>{m.requests_page_title()}</title>
      <h1 className="sr-only">{m.requests_sheet()}</h1>
      <p className="action-row no-print">
        <PrintButton />
        <LinkButton to={`/requests/${content.requestId}`}>{m.requests_back_to_request()}</LinkButton>
      </p>
      <ReleasedSheet
        released={printed}
        form={m.requests_sheet_form()}
        title={m.requests_sheet_heading()}
        addressee={m.requests_sheet_addressee({ desk: content.toDesk })}
        sender={`${content.fromDesk} ${content.fromPhone}`.trim()}
      >
        <SheetView
          heading="h3"
          {...content.sheet}
          basisLabel={content.basisLabel}
          dueOn={content.dueOn}
          isUrgent={content.isUrgent}
        />
        <h3 className="sheet-heading">{m.requests_sheet_answer()}</h3>
        <SheetRows
          rows={[
            { label: m.requests_sheet_answer_words(), value: '', tall: true },
            { label: m.requests_sheet_answer_by(), value: '' },
          ]}
        />
        <p className="hint">{m.requests_sheet_return()}</p>
      </ReleasedSheet>
    </>
  )
}
