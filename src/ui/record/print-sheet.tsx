import type { ReactNode } from 'react'
import { m } from '../../platform/words/words.ts'

interface PrintSheetProps {
  /** Number of the form, as the office's own rules have it. */
  form?: string
  title: string
  date: string
  addressee?: string
  sender?: string
  /** Posts that stamp the sheet, in order. */
  approvers?: readonly string[]
  printed: { time: string; name: string; serial: string }
  children: ReactNode
}

/** One A4 sheet in the manner of a Japanese office form. Paper shows it only inside what may be printed (`data-paper`). */
export function PrintSheet({
  form,
  title,
  date,
  addressee,
  sender,
  approvers = [],
  printed,
  children,
}: PrintSheetProps) {
  return (
    <article className="sheet">
      <header>
        {form ? <p className="sheet-form">{form}</p> : null}
        <div className="sheet-top">
          {approvers.length > 0 ? <Stamps approvers={approvers} /> : <span />}
          <p className="sheet-date">{date}</p>
        </div>
        {addressee ? <p>{addressee}</p> : null}
        {sender ? <p className="sheet-sender">{sender}</p> : null}
        <h2>{title}</h2>
      </header>
      {children}
      <footer>{m.ui_sheet_printed(printed)}</footer>
    </article>
  )
}

function Stamps({ approvers }: { approvers: readonly string[] }) {
  return (
    <dl className="sheet-stamps" aria-label={m.ui_sheet_approval()}>
      {approvers.map((post) => (
        <div key={post}>
          <dt>{post}</dt>
          <dd />
        </div>
      ))}
    </dl>
  )
}

/** Ruled lines of a form: what is asked at the left, the answer at the right. */
export function SheetRows({
  rows,
}: {
  rows: readonly { label: string; value: ReactNode; tall?: boolean }[]
}) {
  return (
    <table className="sheet-rows">
      <tbody>
        {rows.map(({ label, value, tall }) => (
          <tr key={label} data-tall={tall}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
