import { presentCode } from '../../../codes/code-lists.ts'
import { choicesOf, nameOf } from '../../../codes/words.ts'
import { listed } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { WindowView } from '../views.ts'
import type { Answer } from './failure.ts'

interface WindowFieldsProps {
  answer: Answer<unknown>
  window: WindowView | null
  bodies: readonly { id: string; name: string }[]
  today: string
}

export function WindowFields({ answer, window, bodies, today }: WindowFieldsProps) {
  const { errorOf, textOf, nowOf } = answer
  const spoken = window?.languages.map((code) => presentCode('language', code)) ?? ['ja']
  const published = answer.hasFailed ? textOf('isPublished') : window?.isPublished ? 'yes' : ''
  return (
    <>
      <TextField
        name="name"
        label={m.directory_field_window_name()}
        required
        error={errorOf('name')}
        hint={nowOf('name', window?.name)}
        defaultValue={textOf('name', window?.name)}
      />
      <SelectField
        name="bodyId"
        label={m.directory_field_body()}
        emptyLabel={m.directory_windows_no_body()}
        error={errorOf('bodyId')}
        choices={bodies.map(({ id, name }) => ({ value: id, label: name }))}
        hint={nowOf('bodyId', window?.bodyId ?? '', bodies.find(({ id }) => id === window?.bodyId)?.name)}
        defaultValue={textOf('bodyId', window?.bodyId ?? '')}
      />
      <div className="field-row">
        <TextField
          name="phone"
          label={m.directory_field_phone()}
          type="tel"
          error={errorOf('phone')}
          hint={nowOf('phone', window?.phone)}
          defaultValue={textOf('phone', window?.phone)}
        />
        <TextField
          name="hours"
          label={m.directory_field_hours()}
          error={errorOf('hours')}
          hint={nowOf('hours', window?.hours)}
          defaultValue={textOf('hours', window?.hours)}
        />
      </div>
      <ChoiceGroup
        kind="checkbox"
        name="languages[]"
        id="languages"
        label={m.directory_field_languages()}
        required
        inline
        error={errorOf('languages')}
        hint={nowOf('languages', spoken.join(','), listed(spoken.map((code) => nameOf('language', code))))}
        choices={choicesOf('language')}
        chosen={answer.listOf('languages', spoken)}
      />
      <TextField
        name="whoMayUse"
        label={m.directory_field_who()}
        error={errorOf('whoMayUse')}
        hint={nowOf('whoMayUse', window?.whoMayUse)}
        defaultValue={textOf('whoMayUse', window?.whoMayUse)}
      />
      <TextArea
        name="note"
        label={m.directory_field_note()}
        rows={3}
        maxGraphemes={500}
        error={errorOf('note')}
        hint={nowOf('note', window?.note)}
        defaultValue={textOf('note', window?.note)}
      />
      <div className="field-row">
        <TextField
          name="owner"
          label={m.directory_field_owner()}
          error={errorOf('owner')}
          hint={nowOf('owner', window?.owner)}
          defaultValue={textOf('owner', window?.owner)}
        />
        <DateField
          name="checkedOn"
          label={m.directory_field_checked_on()}
          today={today}
          error={errorOf('checkedOn')}
          hint={nowOf(
            'checkedOn',
            window?.checkedOn ?? '',
            window?.checkedOn ? formatDay(window.checkedOn, getLocale()) : '',
          )}
          defaultValue={textOf('checkedOn', window?.checkedOn ?? '')}
        />
      </div>
      <ChoiceGroup
        kind="checkbox"
        name="isPublished"
        label={m.directory_field_published()}
        hint={nowOf(
          'isPublished',
          window?.isPublished ? 'yes' : '',
          window?.isPublished ? m.directory_windows_published() : m.directory_windows_hidden(),
        )}
        choices={[{ value: 'yes', label: m.directory_windows_publish_choice() }]}
        chosen={[published]}
      />
      <TextField
        name="sort"
        label={m.directory_field_sort()}
        width="short"
        inputMode="numeric"
        error={errorOf('sort')}
        hint={nowOf('sort', window ? String(window.sort) : '1000')}
        defaultValue={textOf('sort', window ? String(window.sort) : '1000')}
      />
    </>
  )
}
