import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { formatDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { ConsultationRecord, LineKind } from '../contract.ts'
import { kindName } from './memo-desk.tsx'

const order: readonly (LineKind | null)[] = ['fact', 'words', 'opinion', null]

/** Facts, her words and opinion apart; the number before a line is its place in what was said. */
export function RecordText({ record }: { record: ConsultationRecord }) {
  const numbered = record.lines.map((line, index) => ({ ...line, number: index + 1 }))
  const parts = order
    .map((kind) => ({
      kind,
      lines: numbered.filter((line) => line.kind === kind && line.text.trim() !== ''),
    }))
    .filter(({ lines }) => lines.length > 0)
  if (parts.length === 0) return <p className="hint">{m.consultations_no_memo()}</p>
  return (
    <>
      {parts.map(({ kind, lines }) => (
        <section key={kind ?? 'none'} className="record-part" data-kind={kind ?? 'none'}>
          <h2>{kindName(kind)}</h2>
          <ol>
            {lines.map((line) => (
              <li key={line.number} value={line.number}>
                {line.text}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

interface Earlier {
  rev: number
  writtenAt: Date
  writerName: string
  record: ConsultationRecord | null
}

/** Corrections never take anything away: what stood there before is one click below. */
export function EarlierVersions({ earlier, because }: { earlier: readonly Earlier[]; because: string }) {
  if (earlier.length === 0) return null
  return (
    <section className="earlier">
      <h2>{m.consultations_earlier({ count: earlier.length })}</h2>
      {because ? <p>{m.consultations_amended_because({ why: because })}</p> : null}
      {earlier.map((version) => (
        <details key={version.rev}>
          <summary>
            {m.consultations_earlier_by({
              time: formatDateTime(new Date(version.writtenAt), getLocale()),
              name: version.writerName,
            })}
          </summary>
          {version.record ? <RecordText record={version.record} /> : <p>{m.consultations_cannot_open()}</p>}
        </details>
      ))}
    </section>
  )
}
