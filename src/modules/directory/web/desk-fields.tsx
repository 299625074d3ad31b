import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { deskKinds } from '../codes.ts'
import { deskKindWords } from '../labels.ts'
import type { DeskView } from '../views.ts'
import type { Answer } from './failure.ts'

interface DeskFieldsProps {
  answer: Answer<unknown>
  desk?: DeskView
  today: string
}

export function DeskFields({ answer: { errorOf, textOf, nowOf }, desk, today }: DeskFieldsProps) {
  return (
    <>
      <TextField
        name="name"
        label={m.directory_field_desk_name()}
        required
        hint={nowOf('name', desk?.name) ?? m.directory_facility_hint()}
        error={errorOf('name')}
        defaultValue={textOf('name', desk?.name)}
      />
      <SelectField
        name="kind"
        label={m.directory_field_desk_kind()}
        required
        error={errorOf('kind')}
        choices={deskKinds.map((value) => ({ value, label: deskKindWords[value]() }))}
        hint={nowOf('kind', desk?.kind, desk && deskKindWords[desk.kind]())}
        defaultValue={textOf('kind', desk?.kind)}
      />
      <div className="field-row">
        <TextField
          name="publicPhone"
          label={m.directory_field_phone()}
          type="tel"
          error={errorOf('publicPhone')}
          hint={nowOf('publicPhone', desk?.publicPhone)}
          defaultValue={textOf('publicPhone', desk?.publicPhone)}
        />
        <TextField
          name="extension"
          label={m.directory_field_extension()}
          width="short"
          error={errorOf('extension')}
          hint={nowOf('extension', desk?.extension)}
          defaultValue={textOf('extension', desk?.extension)}
        />
      </div>
      <div className="field-row">
        <DateField
          name="activeFrom"
          label={m.directory_field_active_from()}
          today={today}
          error={errorOf('activeFrom')}
          hint={nowOf(
            'activeFrom',
            desk?.activeFrom ?? today,
            desk && formatDay(desk.activeFrom, getLocale()),
          )}
          defaultValue={textOf('activeFrom', desk?.activeFrom ?? today)}
        />
        <TextField
          name="sort"
          label={m.directory_field_sort()}
          width="short"
          inputMode="numeric"
          error={errorOf('sort')}
          hint={nowOf('sort', desk ? String(desk.sort) : '1000')}
          defaultValue={textOf('sort', desk ? String(desk.sort) : '1000')}
        />
      </div>
    </>
  )
}
