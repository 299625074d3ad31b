import { useSearchParams } from 'react-router'
import { choicesOf } from '../../../codes/words.ts'
import { m } from '../../../platform/words/words.ts'
import { FilterBar } from '../../../ui/form/filter-bar.tsx'
import { formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { parseJapaneseDate } from '../../../ui/wareki/parse-japanese-date.ts'
import { columnOfComplaint } from '../codes.ts'
import { PlainField, PlainSelect } from './plain-field.tsx'

interface ListFilterBarProps {
  desks: readonly { id: string; name: string }[]
  authors: readonly { id: string; name: string }[]
}

/** The conditions of the list, as they stand in the address. */
export function ListFilterBar({ desks, authors }: ListFilterBarProps) {
  const [query] = useSearchParams()
  const value = (name: string) => query.get(name) ?? ''
  const day = (name: string) => {
    const read = parseJapaneseDate(value(name))
    return read ? formatShortDay(read) : value(name)
  }
  const dayError = (name: string) =>
    value(name).trim() && !parseJapaneseDate(value(name)) ? m.consultations_error_day() : undefined
  const all = m.consultations_filter_all()
  const named = (options: readonly { id: string; name: string }[]) =>
    options.map(({ id, name }) => ({ value: id, label: name }))
  const sealed = { value: 'sealed', label: m.consultations_complaint_sealed() }
  const complaints = [
    // A list that could be narrowed to a sealed complaint would tell it.
    ...choicesOf('chiefComplaint').filter(({ value: code }) => columnOfComplaint(code) === code),
    sealed,
    ...choicesOf('blank'),
  ]
  return (
    <FilterBar key={query.toString()} clearTo={query.size > 0 ? '/consultations' : undefined}>
      <PlainField
        name="from"
        label={m.consultations_filter_from()}
        defaultValue={day('from')}
        error={dayError('from')}
      />
      <PlainField
        name="until"
        label={m.consultations_filter_until()}
        defaultValue={day('until')}
        error={dayError('until')}
      />
      <PlainSelect
        name="channel"
        label={m.consultations_channel()}
        defaultValue={value('channel')}
        choices={choicesOf('channel')}
        emptyLabel={all}
      />
      <PlainSelect
        name="complaint"
        label={m.consultations_complaint()}
        defaultValue={value('complaint')}
        choices={complaints}
        emptyLabel={all}
      />
      <PlainSelect
        name="urgency"
        label={m.consultations_urgency()}
        defaultValue={value('urgency')}
        choices={choicesOf('urgency')}
        emptyLabel={all}
      />
      <PlainSelect
        name="standing"
        label={m.consultations_standing()}
        defaultValue={value('standing')}
        choices={[
          { value: 'standalone', label: m.consultations_standalone() },
          { value: 'attached', label: m.consultations_attached() },
        ]}
        emptyLabel={all}
      />
      <PlainSelect
        name="author"
        label={m.consultations_author()}
        defaultValue={value('author')}
        choices={named(authors)}
        emptyLabel={all}
      />
      {desks.length > 1 ? (
        <PlainSelect
          name="desk"
          label={m.consultations_desk()}
          defaultValue={value('desk')}
          choices={named(desks)}
          emptyLabel={all}
        />
      ) : null}
      <label className="plain-check">
        <input type="checkbox" name="unreviewed" value="1" defaultChecked={value('unreviewed') === '1'} />
        {m.consultations_unreviewed()}
      </label>
      <label className="plain-check">
        <input type="checkbox" name="backEntry" value="1" defaultChecked={value('backEntry') === '1'} />
        {m.consultations_back_entry()}
      </label>
      <label className="plain-check">
        <input type="checkbox" name="kept" value="1" defaultChecked={value('kept') === '1'} />
        {m.consultations_filter_kept()}
      </label>
    </FilterBar>
  )
}
