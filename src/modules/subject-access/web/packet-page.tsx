import { useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { PrintButton } from '../../../ui/record/print-button.tsx'
import { SheetRows } from '../../../ui/record/print-sheet.tsx'
import { ReleasedSheet } from '../../../ui/record/released-sheet.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { printAccess } from '../give-access.ts'
import { choiceWords, groundWord, kindWords } from './access-words.ts'
import './access.css'

export { ChangedPacket as ErrorBoundary } from './changed-packet.tsx'

export const loader = page({
  printed: look(printAccess, ({ params }) => ({ accessId: params.accessId ?? '' })),
})

type Item = ReturnType<typeof useLoaderData<typeof loader>>['printed']['content']['items'][number]

/** The decision on each record, and what those say that are shown. No place is printed here. */
export default function PacketPage() {
  const { printed } = useLoaderData<typeof loader>()
  const { accessId, receivedOn, items } = printed.content
  const day = (value: string) => formatDay(value, getLocale())
  return (
    <>
      <title>{m.access_packet_page_title()}</title>
      <h1 className="sr-only">{m.access_packet_heading()}</h1>
      <p className="action-row no-print">
        <PrintButton />
        <LinkButton to={`/access/${accessId}`}>{m.access_packet_back()}</LinkButton>
      </p>
      <ReleasedSheet released={printed} form={m.access_packet_form()} title={m.access_packet_heading()}>
        <p>{m.access_packet_text({ day: day(receivedOn), count: items.length })}</p>
        {items.map((item, place) => (
          <section key={item.id} className="own-list-entry">
            <h3 className="sheet-heading">
              {place + 1}. {kindWords[item.kind]()}
            </h3>
            <SheetRows rows={rowsOf(item, day(item.day))} />
          </section>
        ))}
        <p className="mt-4">{m.access_packet_contest()}</p>
      </ReleasedSheet>
    </>
  )
}

function rowsOf(item: Item, day: string) {
  const decided = item.choice ? choiceWords[item.choice]() : ''
  const ground = groundWord(item.ground)
  const isShown = item.choice === 'disclose'
  return [
    { label: m.access_day(), value: day },
    { label: m.access_choice(), value: decided },
    ...(ground ? [{ label: m.access_ground(), value: ground }] : []),
    ...(isShown && item.isPrinted
      ? [
          {
            label: m.access_packet_says(),
            value: <span className="access-said">{[item.headline, ...item.lines].join('\n')}</span>,
          },
        ]
      : []),
    ...(item.choice === 'partly' || (isShown && !item.isPrinted)
      ? [{ label: m.access_packet_says(), value: m.access_packet_apart() }]
      : []),
  ]
}
