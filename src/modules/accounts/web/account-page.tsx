import { Form, Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { listed, spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { dayOf, formatDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { endOwnSessionElsewhere } from '../end-own-session.ts'
import { listOwnSessions } from '../list-own-sessions.ts'
import { whoAmI } from '../who-am-i.ts'
import { factorWords } from './account-words.ts'
import { type OutputOf, useAnswer } from './outcome.ts'

export const loader = page({
  own: look(listOwnSessions, ({ origin }) => ({ origin })),
  me: look(whoAmI, () => ({})),
})

export const action = form({
  end: submit(endOwnSessionElsewhere, ({ form: { sessionId } }) => ({ sessionId })),
})

type Own = OutputOf<typeof listOwnSessions>

export default function AccountPage() {
  const { own, me } = useLoaderData<typeof loader>()
  const answer = useAnswer<object>()
  return (
    <>
      <title>{m.accounts_account_title()}</title>
      <PageTitle
        title={m.accounts_account_title()}
        lead={m.accounts_account_lead({ name: own.displayName, login: own.login })}
      />
      <div className="stack">
        <FormProblem answer={answer} />
        {answer.done ? <Notice tone="success" title={m.accounts_session_ended()} live /> : null}
        {me.roles.length === 0 ? (
          <Notice title={m.accounts_no_desk_title()}>
            <p>{m.accounts_no_desk_text()}</p>
          </Notice>
        ) : null}
        <Panel title={m.accounts_sessions_title()}>
          <p className="hint mb-3">{m.accounts_sessions_lead()}</p>
          <Sessions sessions={own.sessions} />
        </Panel>
        <Panel title={m.accounts_factors_title()}>
          <Factors {...own} />
        </Panel>
        <p>
          <Link to="/account/kin" className="link">
            {m.accounts_kin_link()}
          </Link>
        </p>
        <p>
          <Link to="/permissions" className="link">
            {m.accounts_permissions_link()}
          </Link>
        </p>
      </div>
    </>
  )
}

function Sessions({ sessions }: Pick<Own, 'sessions'>) {
  return (
    <DataTable
      caption={m.accounts_sessions_title()}
      captionHidden
      rows={sessions}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'device',
          header: m.accounts_session_device(),
          cell: (row) => row.deviceLabel || m.accounts_session_unknown(),
        },
        {
          key: 'since',
          header: m.accounts_session_since(),
          cell: (row) => formatShortDateTime(row.createdAt),
        },
        {
          key: 'active',
          header: m.accounts_session_active(),
          cell: (row) => formatShortDateTime(row.activeAt),
        },
        {
          key: 'end',
          header: m.accounts_acts(),
          cell: (row) =>
            row.isThis ? (
              <StatusLabel tone="active">{m.accounts_session_this()}</StatusLabel>
            ) : (
              <Form method="post">
                <input type="hidden" name="sessionId" value={row.id} />
                <Button type="submit" name="intent" value="end" size="small" variant="danger">
                  {m.accounts_session_end()}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  )
}

const fewCodes = 6

function Factors({ factors, passkeys, hasProvider }: Pick<Own, 'factors' | 'passkeys' | 'hasProvider'>) {
  const isLow = factors.some((one) => one.kind === 'card' && (one.codesLeft ?? 0) <= fewCodes)
  return (
    <div className="grid gap-4">
      {isLow ? <Notice tone="warning" title={m.accounts_factor_few()} /> : null}
      <DescriptionList
        items={[
          ...factors.map((factor) => ({
            term: factorWords[factor.kind](),
            detail: spaced([
              m.accounts_factor_since({ day: formatDay(dayOf(factor.createdAt), getLocale()) }),
              factor.codesLeft !== null && m.accounts_factor_left({ count: factor.codesLeft }),
            ]),
          })),
          ...(passkeys.length === 0
            ? []
            : [{ term: m.accounts_passkeys_term(), detail: listed(passkeys.map((one) => one.label)) }]),
        ]}
      />
      <div className="page-actions">
        <LinkButton to="/account/password">{m.accounts_change_password()}</LinkButton>
        <LinkButton to="/account/factors">{m.accounts_renew_factors()}</LinkButton>
        <LinkButton to="/account/passkeys">{m.accounts_passkeys_title()}</LinkButton>
        {hasProvider ? <LinkButton to="/account/directory">{m.accounts_directory_title()}</LinkButton> : null}
      </div>
    </div>
  )
}
