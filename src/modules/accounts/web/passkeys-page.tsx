import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { addPasskey } from '../add-passkey.ts'
import { listPasskeys } from '../list-passkeys.ts'
import { removePasskey } from '../remove-passkey.ts'
import { NewKeyFields } from './new-key-fields.tsx'
import { type OutputOf, useAnswer } from './outcome.ts'

export const loader = page({ own: look(listPasskeys, ({ origin }) => ({ origin })) })

export const action = form({
  add: submit(addPasskey, ({ form: { label, keyToken }, origin }) => ({ label, keyToken, origin })),
  remove: submit(removePasskey, ({ form: { passkeyId } }) => ({ passkeyId })),
})

type Own = OutputOf<typeof listPasskeys>
type Done = OutputOf<typeof addPasskey> | OutputOf<typeof removePasskey>

export default function PasskeysPage() {
  const { own } = useLoaderData<typeof loader>()
  const answer = useAnswer<Done>()
  return (
    <>
      <title>{m.accounts_passkeys_title()}</title>
      <PageTitle title={m.accounts_passkeys_title()} lead={m.accounts_passkeys_lead()} />
      <div className="stack max-w-3xl">
        <FormProblem answer={answer} />
        {answer.done ? <Outcome done={answer.done} /> : null}
        <Panel title={m.accounts_passkeys_list()}>
          {own.passkeys.length === 0 ? <p>{m.accounts_passkeys_none()}</p> : null}
          <ul className="key-list">
            {own.passkeys.map((one) => (
              <OneKey key={one.id} one={one} />
            ))}
          </ul>
        </Panel>
        <Panel title={m.accounts_passkey_add_title()}>
          {own.canAdd === 'yes' ? (
            <Form method="post" className="form-stack" key={own.passkeys.length}>
              <NewKeyFields error={answer.errorOf('label')} defaultValue={answer.valueOf('label')} />
            </Form>
          ) : (
            <p>{own.canAdd === 'many' ? m.accounts_passkey_many() : m.accounts_passkey_needs_name()}</p>
          )}
        </Panel>
        <p>
          <LinkButton to="/account">{m.accounts_account_title()}</LinkButton>
        </p>
      </div>
    </>
  )
}

function Outcome({ done }: { done: Done }) {
  if ('removed' in done) return <Notice tone="success" title={m.accounts_passkey_removed()} live />
  return (
    <Notice tone="success" title={m.accounts_passkey_added()} live>
      <p>{done.opens ? m.accounts_passkey_added_opens() : m.accounts_passkey_added_factor()}</p>
    </Notice>
  )
}

function OneKey({ one }: { one: Own['passkeys'][number] }) {
  const day = (at: Date) => formatDay(dayOf(at), getLocale())
  return (
    <li>
      <div>
        <p className="key-name">
          <strong>{one.label}</strong>
          <StatusLabel tone={one.opens ? 'active' : 'done'}>
            {one.opens ? m.accounts_passkey_opens() : m.accounts_passkey_factor_only()}
          </StatusLabel>
        </p>
        <p className="hint">
          {spaced([
            m.accounts_passkey_since({ day: day(one.createdAt) }),
            one.usedAt ? m.accounts_passkey_used({ day: day(one.usedAt) }) : m.accounts_passkey_unused(),
          ])}
        </p>
        {one.elsewhere ? (
          <p className="hint">{m.accounts_passkey_elsewhere({ host: one.elsewhere })}</p>
        ) : null}
      </div>
      <Form method="post">
        <input type="hidden" name="passkeyId" value={one.id} />
        <Button
          type="submit"
          name="intent"
          value="remove"
          size="small"
          variant="danger"
          aria-label={m.accounts_passkey_remove_named({ name: one.label })}
        >
          {m.accounts_passkey_remove()}
        </Button>
      </Form>
    </li>
  )
}
