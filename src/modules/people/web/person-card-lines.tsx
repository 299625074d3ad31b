import { Link } from 'react-router'
import { listed, spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { dayOf, formatDay, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { ShownPerson } from '../shapes.ts'

/** What tells one person from another: name and reading, birth date, numbers, since when there is a record. */
export function PersonCardLines({ person }: { person: ShownPerson }) {
  const { card } = person
  const name = card?.names[0]
  const written = name ? `${name.family} ${name.given}`.trim() : ''
  const kana = name ? `${name.familyKana} ${name.givenKana}`.trim() : ''
  return (
    <div className="same-card">
      <p>
        <strong>{card ? written || kana || m.people_name_unknown() : m.people_cannot_open()}</strong>
        {written && kana ? <span> {kana}</span> : null}
      </p>
      <p className="hint">
        {spaced([
          card?.birthDate && formatDay(card.birthDate, getLocale()),
          listed(card?.phones.map(({ number }) => number) ?? []),
          m.people_same_since({ day: formatShortDay(dayOf(new Date(person.since))) }),
        ])}{' '}
        {person.caseId ? (
          <Link to={`/cases/${person.caseId}`} className="link">
            {m.people_in_case()}
          </Link>
        ) : null}
      </p>
    </div>
  )
}
