import { useId, useState } from 'react'
import { m } from '../platform/words/words.ts'
import { Icon } from './icon.tsx'

interface SafetyBannerProps {
  /** The one thing nobody may overlook; stays in sight on phones. */
  headline: string
  items: readonly { term: string; text: string }[]
}

/** How this person may be contacted; stays at the top of every page about her. One line on phones, to leave room. */
export function SafetyBanner({ headline, items }: SafetyBannerProps) {
  const [isOpen, setOpen] = useState(false)
  const listId = useId()
  return (
    <section className="safety" aria-labelledby={`${listId}-title`} data-open={isOpen}>
      <div className="safety-line">
        <Icon name="shield" size={24} />
        <h2 className="safety-title" id={`${listId}-title`}>
          {m.ui_safety_heading()}
        </h2>
        <p className="safety-headline">{headline}</p>
        <button type="button" aria-expanded={isOpen} aria-controls={listId} onClick={() => setOpen(!isOpen)}>
          {isOpen ? m.ui_details_close() : m.ui_details()}
        </button>
      </div>
      <dl id={listId}>
        {items.map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
