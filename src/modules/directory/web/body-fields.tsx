import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { bodyKinds, bodyTypes } from '../codes.ts'
import { dutyGrounds } from '../duty-grounds.ts'
import { bodyKindWords, bodyTypeWords, groundWords } from '../labels.ts'
import type { BodyView } from '../views.ts'
import type { Answer } from './failure.ts'

interface BodyFieldsProps {
  answer: Answer<unknown>
  body?: BodyView
  today: string
}

export function BodyFields({ answer, body, today }: BodyFieldsProps) {
  const { errorOf, textOf, nowOf } = answer
  const outside = answer.hasFailed ? textOf('isOutside') : body?.isOutside ? 'yes' : ''
  return (
    <>
      <TextField
        name="name"
        label={m.directory_field_name()}
        required
        hint={nowOf('name', body?.name) ?? m.directory_hub_hint()}
        error={errorOf('name')}
        defaultValue={textOf('name', body?.name)}
      />
      <TextField
        name="kana"
        label={m.directory_field_kana()}
        hint={nowOf('kana', body?.kana) ?? m.directory_kana_hint()}
        error={errorOf('kana')}
        defaultValue={textOf('kana', body?.kana)}
      />
      <div className="field-row">
        <SelectField
          name="kind"
          label={m.directory_field_kind()}
          required
          error={errorOf('kind')}
          choices={bodyKinds.map((value) => ({ value, label: bodyKindWords[value]() }))}
          hint={nowOf('kind', body?.kind, body && bodyKindWords[body.kind]())}
          defaultValue={textOf('kind', body?.kind)}
        />
        <SelectField
          name="type"
          label={m.directory_field_type()}
          error={errorOf('type')}
          choices={bodyTypes.map((value) => ({ value, label: bodyTypeWords[value]() }))}
          hint={nowOf(
            'type',
            body?.type,
            body?.type && bodyTypeWords[body.type as keyof typeof bodyTypeWords]?.(),
          )}
          defaultValue={textOf('type', body?.type)}
        />
      </div>
      <TextField
        name="bureau"
        label={m.directory_field_bureau()}
        error={errorOf('bureau')}
        hint={nowOf('bureau', body?.bureau)}
        defaultValue={textOf('bureau', body?.bureau)}
      />
      <ChoiceGroup
        kind="checkbox"
        name="isOutside"
        label={m.directory_field_outside()}
        hint={nowOf(
          'isOutside',
          body?.isOutside ? 'yes' : '',
          body?.isOutside ? m.directory_csv_yes() : m.directory_csv_no(),
        )}
        choices={[{ value: 'yes', label: m.directory_outside_choice() }]}
        chosen={[outside]}
      />
      <SelectField
        name="dutyGround"
        label={m.directory_field_ground()}
        required
        hint={
          nowOf('dutyGround', body?.dutyGround, body && groundWords[body.dutyGround]()) ??
          m.directory_ground_hint()
        }
        error={errorOf('dutyGround')}
        choices={dutyGrounds.map((value) => ({ value, label: groundWords[value]() }))}
        defaultValue={textOf('dutyGround', body?.dutyGround)}
      />
      <TextField
        name="dutySource"
        label={m.directory_field_ground_source()}
        hint={nowOf('dutySource', body?.dutySource) ?? m.directory_source_hint()}
        error={errorOf('dutySource')}
        defaultValue={textOf('dutySource', body?.dutySource)}
      />
      <div className="field-row">
        <DateField
          name="activeFrom"
          label={m.directory_field_active_from()}
          today={today}
          error={errorOf('activeFrom')}
          hint={nowOf(
            'activeFrom',
            body?.activeFrom ?? today,
            body && formatDay(body.activeFrom, getLocale()),
          )}
          defaultValue={textOf('activeFrom', body?.activeFrom ?? today)}
        />
        <TextField
          name="sort"
          label={m.directory_field_sort()}
          width="short"
          inputMode="numeric"
          error={errorOf('sort')}
          hint={nowOf('sort', body ? String(body.sort) : '1000')}
          defaultValue={textOf('sort', body ? String(body.sort) : '1000')}
        />
      </div>
    </>
  )
}
