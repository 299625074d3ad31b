import { Form } from 'react-router'
import type { z } from 'zod'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { TextField, TimeField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import type { listOfficeDays } from '../list-office-days.ts'
import type { Answer } from './failure.ts'

type Office = z.output<typeof listOfficeDays.definition.output>

export function NewOfficeDay({ answer, today }: { answer: Answer<unknown>; today: string }) {
  const { errorOf, textOf } = answer
  return (
    <Panel title={m.directory_office_add()}>
      <Form method="post" className="stack" noValidate>
        <DateField
          name="day"
          label={m.directory_field_day()}
          required
          today={today}
          error={errorOf('day')}
          defaultValue={textOf('day')}
        />
        <ChoiceGroup
          kind="radio"
          name="is"
          label={m.directory_office_is()}
          required
          inline
          error={errorOf('is')}
          choices={[
            { value: 'closed', label: m.directory_office_closed() },
            { value: 'open', label: m.directory_office_open() },
          ]}
          chosen={[textOf('is')]}
        />
        <TextField
          name="name"
          label={m.directory_field_day_name()}
          error={errorOf('name')}
          defaultValue={textOf('name')}
        />
        <div className="form-actions">
          <Button type="submit" name="intent" value="set">
            {m.directory_add()}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}

export function OfficeSettingForm({ office, answer }: { office: Office; answer: Answer<unknown> }) {
  const { setting, canManage } = office
  if (!canManage)
    return (
      <Panel title={m.directory_setting_title()}>
        <DescriptionList
          items={[
            { term: m.directory_setting_opens(), detail: setting.opensAt },
            { term: m.directory_setting_closes(), detail: setting.closesAt },
          ]}
        />
      </Panel>
    )
  const { errorOf, textOf, nowOf } = answer
  return (
    <Panel title={m.directory_setting_title()}>
      <Form method="post" className="stack" noValidate>
        <RevField now={setting.rev} isConflict={answer.isConflict} />
        <TimeField
          name="opensAt"
          label={m.directory_setting_opens()}
          required
          error={errorOf('opensAt')}
          hint={nowOf('opensAt', setting.opensAt)}
          defaultValue={textOf('opensAt', setting.opensAt)}
        />
        <TimeField
          name="closesAt"
          label={m.directory_setting_closes()}
          required
          error={errorOf('closesAt')}
          hint={nowOf('closesAt', setting.closesAt)}
          defaultValue={textOf('closesAt', setting.closesAt)}
        />
        <TextField
          name="pledgeMonths"
          label={m.directory_setting_pledge()}
          required
          width="short"
          inputMode="numeric"
          error={errorOf('pledgeMonths')}
          hint={nowOf('pledgeMonths', String(setting.pledgeMonths))}
          defaultValue={textOf('pledgeMonths', String(setting.pledgeMonths))}
        />
        <TextField
          name="windowCheckMonths"
          label={m.directory_setting_check()}
          required
          width="short"
          inputMode="numeric"
          error={errorOf('windowCheckMonths')}
          hint={nowOf('windowCheckMonths', String(setting.windowCheckMonths))}
          defaultValue={textOf('windowCheckMonths', String(setting.windowCheckMonths))}
        />
        <div className="form-actions">
          <Button type="submit" name="intent" value="setting">
            {m.directory_save()}
          </Button>
        </div>
      </Form>
    </Panel>
  )
}
