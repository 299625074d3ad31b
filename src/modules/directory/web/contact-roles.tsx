import { Form } from 'react-router'
import type { z } from 'zod'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FreshForm } from '../../../ui/form/fresh-form.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import type { ContactRoleView } from '../show-desk.ts'
import type { Answer } from './failure.ts'
import { Term } from './term.tsx'

type Role = z.output<typeof ContactRoleView>

interface ContactRolesProps {
  roles: readonly Role[]
  canManage: boolean
  /** Under which the next one is added. */
  newRoleId: string
  answer: Answer<unknown>
}

export function ContactRoles({ roles, canManage, newRoleId, answer: sent }: ContactRolesProps) {
  // Several forms share field names; an answer belongs to the one that was sent.
  const ofRole = sent.ofForm('changeRole', 'endRole')
  const sentId = ofRole.hasFailed ? ofRole.textOf('roleId') : ''
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
            {role.activeUntil !== null ? <Term activeUntil={role.activeUntil} /> : null}
            {role.activeUntil === null && canManage ? (
              <ChangeRole role={role} answer={sentId === role.id ? ofRole : undefined} />
            ) : null}
          </li>
        ))}
      </ul>
      {canManage ? <NewRole submissionId={newRoleId} answer={sent.ofForm('addRole')} /> : null}
    </Panel>
  )
}

function ChangeRole({ role, answer }: { role: Role; answer: Answer<unknown> | undefined }) {
  const prefix = answer ? '' : `${role.id}-`
  return (
    <details className="role-change" open={answer !== undefined}>
      <summary aria-label={`${role.title} ${m.directory_edit()}`}>{m.directory_edit()}</summary>
      <Form method="post" className="stack form-below" noValidate>
        <input type="hidden" name="roleId" value={role.id} />
        <RevField now={role.rev} isConflict={answer?.isConflict ?? false} />
        <RoleFields prefix={prefix} role={role} answer={answer} />
        <div className="form-actions">
          <Button type="submit" size="small" name="intent" value="changeRole">
            {m.directory_save()}
          </Button>
          <Button type="submit" size="small" variant="danger" name="intent" value="endRole">
            {m.directory_contact_end()}
          </Button>
        </div>
      </Form>
    </details>
  )
}

function NewRole({ submissionId, answer }: { submissionId: string; answer: Answer<unknown> }) {
  return (
    <FreshForm round={submissionId} method="post" className="stack form-below" noValidate>
      <SubmissionId offered={submissionId} />
      <RoleFields prefix={answer.hasFailed ? '' : 'new-'} answer={answer} />
      <div className="form-actions">
        <Button type="submit" name="intent" value="addRole">
          {m.directory_contact_add()}
        </Button>
      </div>
    </FreshForm>
  )
}

interface RoleFieldsProps {
  prefix: string
  role?: Role
  answer: Answer<unknown> | undefined
}

function RoleFields({ prefix, role, answer }: RoleFieldsProps) {
  return (
    <div className="field-row">
      <TextField
        name="title"
        id={`${prefix}title`}
        label={m.directory_field_role_title()}
        required
        error={answer?.errorOf('title')}
        hint={answer?.nowOf('title', role?.title)}
        defaultValue={answer ? answer.textOf('title', role?.title) : role?.title}
      />
      <TextField
        name="note"
        id={`${prefix}note`}
        label={m.directory_role_note()}
        error={answer?.errorOf('note')}
        hint={answer?.nowOf('note', role?.note)}
        defaultValue={answer ? answer.textOf('note', role?.note) : role?.note}
      />
    </div>
  )
}
