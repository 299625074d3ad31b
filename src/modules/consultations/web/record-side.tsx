import { DescriptionList } from '../../../ui/description-list.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { partTitles, type RecordPart, type RecordSeen, saidIn } from './record-items.ts'

/** Her wishes, what was advised and done, and when we speak again: beside her story, not in the margin. */
export function RecordOutcome({ seen }: { seen: RecordSeen }) {
  return <Part part="outcome" seen={seen} />
}

/** What was asked and answered, part by part; what nobody asked is left out. */
export function RecordSide({ seen }: { seen: RecordSeen }) {
  return (
    <aside className="record-side">
      {(['person', 'complaint', 'violence', 'sealed', 'contact'] as const).map((part) => (
        <Part key={part} part={part} seen={seen} />
      ))}
    </aside>
  )
}

function Part({ part, seen }: { part: RecordPart; seen: RecordSeen }) {
  const items = saidIn(part, seen)
  return items.length > 0 ? (
    <Panel title={partTitles[part]()}>
      <DescriptionList items={items.map(({ term, text }) => ({ term, detail: text }))} />
    </Panel>
  ) : null
}
