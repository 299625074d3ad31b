import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { formatDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { ConsultationRecord, LineKind } from '../contract.ts'
import { kindName } from './memo-desk.tsx'
import { type RecordSeen, saidOtherwise } from './record-items.ts'

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

interface EarlierProps {
  /** Latest first. */
  earlier: readonly Earlier[]
  /** What stands there now, with why. */
  present: RecordSeen
}

/** Corrections never take anything away: what stood there before is one click below, with what it said otherwise. */
export function EarlierVersions({ earlier, present }: EarlierProps) {
  if (earlier.length === 0) return null
  const seen = earlier.map(({ record }) => record && { record, counted: record.counted, card: null })
  return (
    <section className="earlier">
      <h2>{m.consultations_earlier({ count: earlier.length })}</h2>
      {earlier.map((version, index) => {
        const later = index === 0 ? { ...present, card: null } : seen[index - 1]
        return (
          <details key={version.rev}>
            <summary>
              {m.consultations_earlier_by({
                time: formatDateTime(new Date(version.writtenAt), getLocale()),
                name: version.writerName,
              })}
            </summary>
            <Version before={seen[index] ?? null} later={later ?? null} />
          </details>
        )
      })}
    </section>
  )
}

function Version({ before, later }: { before: RecordSeen | null; later: RecordSeen | null }) {
  if (!before) return <p>{m.consultations_cannot_open()}</p>
  const changed = later ? saidOtherwise(before, later) : []
  const isSameText = later && JSON.stringify(before.record.lines) === JSON.stringify(later.record.lines)
  const because = later?.record.amendedBecause
  return (
    <>
      {because ? <p>{m.consultations_amended_because({ why: because })}</p> : null}
      {changed.length > 0 ? (
        <>
          <h3>{m.consultations_changed()}</h3>
          <DescriptionList items={changed.map(({ term, text }) => ({ term, detail: text }))} />
        </>
      ) : null}
      {isSameText ? null : <RecordText record={before.record} />}
    </>
  )
}
