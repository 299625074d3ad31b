import { Form } from 'react-router'
import type { z } from 'zod'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import type { ContactRoleView } from '../show-desk.ts'
import type { Answer } from './failure.ts'
import { Term } from './term.tsx'

interface ContactRolesProps {
  roles: readonly z.output<typeof ContactRoleView>[]
  canManage: boolean
  answer: Answer<unknown>
}

export function ContactRoles({ roles, canManage, answer }: ContactRolesProps) {
  return (
    <Panel title={m.directory_contact_title()}>
      <p className="hint">{m.directory_contact_text()}</p>
      {roles.length === 0 ? <p>{m.directory_contact_none()}</p> : null}
      <ul className="tasks">
        {roles.map((role) => (
          <li key={role.id}>
            <span>
              {role.title}
              {role.note ? <span className="hint block">{role.note}</span> : null}
            </span>
            {role.activeUntil !== null ? (
              <Term activeUntil={role.activeUntil} />
            ) : canManage ? (
              <Form method="post">
                <input type="hidden" name="roleId" value={role.id} />
                <input type="hidden" name="rev" value={role.rev} />
                <Button
                  type="submit"
                  size="small"
                  name="intent"
                  value="endRole"
                  aria-label={`${role.title} ${m.directory_contact_end()}`}
                >
                  {m.directory_contact_end()}
                </Button>
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {canManage ? <NewRole answer={answer} /> : null}
    </Panel>
  )
}

function NewRole({ answer: { errorOf, textOf } }: { answer: Answer<unknown> }) {
  return (
    <Form method="post" className="stack form-below" noValidate>
      <div className="field-row">
        <TextField
          name="title"
          label={m.directory_field_role_title()}
          required
          error={errorOf('title')}
          defaultValue={textOf('title')}
        />
        <TextField
          name="note"
          label={m.directory_role_note()}
          error={errorOf('note')}
          defaultValue={textOf('note')}
        />
      </div>
      <div className="form-actions">
        <Button type="submit" name="intent" value="addRole">
          {m.directory_contact_add()}
        </Button>
      </div>
    </Form>
  )
}
