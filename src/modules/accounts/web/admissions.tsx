import { Form } from 'react-router'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { complaint, roleWord } from './account-words.ts'
import type { DeskMembers } from './desk-members.ts'
import { periodWord } from './member-table.tsx'
import type { Answer } from './outcome.ts'

/** Who is asked to join, by whom, and what the reader may do about it. */
export function Admissions({ desk }: { desk: DeskMembers }) {
  return (
    <Panel title={m.accounts_waiting_title()}>
      {desk.admissions.length === 0 ? <p>{m.accounts_waiting_none()}</p> : null}
      <ul className="grid gap-4">
        {desk.admissions.map((one) => (
          <li key={one.id} className="grid gap-2">
            <p>
              <strong>{one.displayName}</strong> <span className="hint">{one.login}</span>{' '}
              {roleWord(one.role)} {periodWord(one)}
            </p>
            <p className="hint">
              {m.accounts_asked_by({
                name: one.askedByName,
                day: formatDay(dayOf(one.askedAt), getLocale()),
              })}
            </p>
            <Form method="post" className="flex flex-wrap items-start gap-3">
              <input type="hidden" name="admissionId" value={one.id} />
              {desk.isFounded ? (
                <Button
                  type="submit"
                  name="intent"
                  value="admit"
                  variant="primary"
                  size="small"
                  unavailable={one.whyNot ? complaint(one.whyNot) : undefined}
                >
                  {m.accounts_admit()}
                </Button>
              ) : null}
              {desk.mayAsk ? (
                <Button type="submit" name="intent" value="decline" size="small">
                  {m.accounts_decline()}
                </Button>
              ) : null}
            </Form>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export function FoundForm({ whyNot }: { whyNot: string | null }) {
  return (
    <Panel title={m.accounts_found()}>
      <Form method="post" className="form-stack">
        <p>{m.accounts_found_lead()}</p>
        <Button
          type="submit"
          name="intent"
          value="found"
          variant="primary"
          unavailable={whyNot ? complaint(whyNot) : undefined}
        >
          {m.accounts_found()}
        </Button>
      </Form>
    </Panel>
  )
}

export function AskForm({ desk, answer }: { desk: DeskMembers; answer: Answer<object> }) {
  const today = dayOf(new Date())
  return (
    <Panel title={m.accounts_ask_title()}>
      <Form method="post" className="form-stack max-w-2xl">
        <p>{desk.isFounded ? m.accounts_ask_lead() : m.accounts_ask_lead_found()}</p>
        <TextField
          name="login"
          label={m.accounts_login()}
          required
          spellCheck={false}
          defaultValue={answer.valueOf('login')}
          error={answer.errorOf('login')}
        />
        <SelectField
          name="role"
          label={m.accounts_role()}
          required
          defaultValue={answer.valueOf('role')}
          error={answer.errorOf('role')}
          choices={desk.roles.map((role) => ({ value: role, label: roleWord(role) }))}
        />
        <DateField
          name="firstDay"
          label={m.accounts_first_day()}
          hint={m.accounts_day_hint()}
          today={today}
          defaultValue={answer.valueOf('firstDay')}
          error={answer.errorOf('firstDay')}
        />
        <DateField
          name="lastDay"
          label={m.accounts_last_day()}
          today={today}
          defaultValue={answer.valueOf('lastDay')}
          error={answer.errorOf('lastDay')}
        />
        <Button type="submit" name="intent" value="ask" variant="primary">
          {m.accounts_ask_button()}
        </Button>
      </Form>
    </Panel>
  )
}
