import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { PrintButton } from '../../../ui/record/print-button.tsx'
import { SheetRows } from '../../../ui/record/print-sheet.tsx'
import { ReleasedSheet } from '../../../ui/record/released-sheet.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { printOwnList } from '../../documents/index.ts'
import { hasLeft, itemsOf, ledgerState } from './ledger-entry.tsx'

export const loader = page({
  printed: look(printOwnList, ({ params }) => ({
    caseId: params.caseId ?? '',
    releaseId: params.releaseId ?? '',
  })),
})

/** Her own list, in plain words and without the values: neutral enough to lie on a table. */
export default function OwnListPage() {
  const { printed } = useLoaderData<typeof loader>()
  const { caseId, lines } = printed.content
  const day = (value: string) => formatDay(value, getLocale())
  const told = lines.filter(hasLeft)
  return (
    <>
      <title>{m.requests_page_title()}</title>
      <h1 className="sr-only">{m.requests_own_list_heading()}</h1>
      <p className="action-row no-print">
        <PrintButton />
        <LinkButton to={`/cases/${caseId}/ledger`}>{m.requests_back_to_ledger()}</LinkButton>
      </p>
      <ReleasedSheet
        released={printed}
        form={m.requests_own_list_form()}
        title={m.requests_own_list_heading()}
      >
        <p>{m.requests_own_list_text()}</p>
        {told.map((line, index) => (
          <section key={line.id} className="own-list-entry">
            <h3 className="sheet-heading">
              {index + 1}. {line.recipientName}
            </h3>
            <SheetRows
              rows={[
                { label: m.requests_told_items(), value: itemsOf(line) },
                {
                  label: m.requests_ledger_purpose(),
                  value: line.ledger?.purpose.split('\n').at(-1) ?? m.requests_cannot_open(),
                },
                { label: m.requests_own_list_ground(), value: line.basisLabel },
                {
                  label: m.requests_ledger_period(),
                  value: m.requests_ledger_from_until({
                    from: day(line.fromDay),
                    until: line.untilDay ? day(line.untilDay) : m.requests_until_withdrawn(),
                  }),
                },
                { label: m.requests_own_list_now(), value: ledgerState(line) },
              ]}
            />
          </section>
        ))}
        {told.length === 0 ? <p>{m.requests_own_list_none()}</p> : null}
        <p className="mt-4">{m.requests_own_list_change()}</p>
      </ReleasedSheet>
    </>
  )
}
