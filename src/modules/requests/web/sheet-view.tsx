import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { SheetRows } from '../../../ui/record/print-sheet.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'

export interface SheetContent {
  title: string
  what: string
  why: string
  items: readonly { label: string; value: string }[]
  basisLabel: string
  untilDay: string | null
  callBack: string
  dueOn: string | null
  isUrgent: boolean
}

interface SheetViewProps extends SheetContent {
  /** Level of the heading inside, after what stands above it on the page. */
  heading?: 'h2' | 'h3'
}

/** The sheet, the same on the sender's preview, the asked desk's page and on paper. */
export function SheetView({ heading: Heading = 'h2', ...sheet }: SheetViewProps) {
  const day = (value: string) => formatDay(value, getLocale())
  return (
    <>
      <SheetRows
        rows={[
          { label: m.requests_sheet_title(), value: <strong>{sheet.title}</strong> },
          { label: m.requests_sheet_what(), value: <Lines text={sheet.what} />, tall: true },
          { label: m.requests_sheet_why(), value: <Lines text={sheet.why} /> },
          {
            label: m.requests_sheet_due(),
            value: sheet.isUrgent ? m.requests_due_urgent() : sheet.dueOn ? day(sheet.dueOn) : '',
          },
        ]}
      />
      <Heading className="sheet-heading">{m.requests_sheet_items()}</Heading>
      {sheet.items.length === 0 ? (
        <p className="hint">{m.requests_sheet_no_items()}</p>
      ) : (
        <SheetRows
          rows={numbered(sheet.items).map((item) => ({
            label: item.label,
            value: <Lines text={item.value} />,
          }))}
        />
      )}
      <SheetRows
        rows={[
          { label: m.requests_sheet_basis(), value: sheet.basisLabel },
          {
            label: m.requests_sheet_until(),
            value: sheet.untilDay ? day(sheet.untilDay) : m.requests_until_withdrawn(),
          },
          ...(sheet.callBack ? [{ label: m.requests_sheet_call_back(), value: sheet.callBack }] : []),
        ]}
      />
    </>
  )
}

/** Two children are two lines with names of their own. */
function numbered(items: SheetContent['items']): { label: string; value: string }[] {
  return items.map((item, index) => {
    const same = items.filter((one) => one.label === item.label)
    if (same.length < 2) return { label: item.label, value: item.value }
    const place = items.slice(0, index + 1).filter((one) => one.label === item.label).length
    return { label: `${item.label} ${place}`, value: item.value }
  })
}

export function Lines({ text }: { text: string }) {
  return <span className="whitespace-pre-wrap">{text}</span>
}
