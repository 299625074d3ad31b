import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { deskRoles, tenantRoles } from '../../../platform/permissions.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { inviteAccount } from '../invite-account.ts'
import { listDeskChoices } from '../list-desk-choices.ts'
import { renewInvitation } from '../renew-invitation.ts'
import { roleWord } from './account-words.ts'
import { MadeLetter } from './made-letter.tsx'
import { type Answer, type OutputOf, useAnswer } from './outcome.ts'

export const loader = page({ choices: look(listDeskChoices, () => ({})) })

export const action = form({
  invite: submit(inviteAccount, ({ form: posted }) => posted),
  renew: submit(renewInvitation, ({ form: { userId } }) => ({ userId })),
})

type Letter = OutputOf<typeof inviteAccount>

export default function InvitePage() {
  const answer = useAnswer<Letter>()
  return (
    <>
      <title>{m.accounts_invite_title()}</title>
      {answer.done ? <MadeLetter letter={answer.done} /> : <InviteForm answer={answer} />}
    </>
  )
}

function InviteForm({ answer }: { answer: Answer<Letter> }) {
  const { choices } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle title={m.accounts_invite_title()} lead={m.accounts_invite_lead()} />
      <Form method="post" className="panel form-stack max-w-2xl">
        <FormProblem answer={answer} />
        <TextField
          name="displayName"
          label={m.accounts_display_name()}
          hint={m.accounts_display_name_hint()}
          required
          defaultValue={answer.valueOf('displayName')}
          error={answer.errorOf('displayName')}
        />
        <TextField
          name="login"
          label={m.accounts_login()}
          hint={m.accounts_login_hint()}
          required
          spellCheck={false}
          defaultValue={answer.valueOf('login')}
          error={answer.errorOf('login')}
        />
        <SelectField
          name="deskId"
          label={m.accounts_invite_desk()}
          hint={m.accounts_invite_desk_hint()}
          defaultValue={answer.valueOf('deskId')}
          error={answer.errorOf('deskId')}
          choices={choices.desks.map((desk) => ({ value: desk.id, label: desk.name }))}
        />
        <SelectField
          name="deskRole"
          label={m.accounts_invite_desk_role()}
          defaultValue={answer.valueOf('deskRole')}
          error={answer.errorOf('deskRole')}
          choices={deskRoles.map((role) => ({ value: role, label: roleWord(role) }))}
        />
        <SelectField
          name="tenantRole"
          label={m.accounts_invite_tenant_role()}
          hint={m.accounts_invite_tenant_role_hint()}
          defaultValue={answer.valueOf('tenantRole')}
          error={answer.errorOf('tenantRole')}
          choices={tenantRoles.map((role) => ({ value: role, label: roleWord(role) }))}
        />
        <Button type="submit" name="intent" value="invite" variant="primary">
          {m.accounts_invite_button()}
        </Button>
      </Form>
    </>
  )
}
