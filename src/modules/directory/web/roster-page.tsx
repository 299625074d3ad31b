import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { RevField } from '../../../ui/form/rev-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { keepRoster } from '../keep-roster.ts'
import { showRoster } from '../show-roster.ts'
import { useAnswer } from './failure.ts'
import { RosterTable } from './roster-table.tsx'

export const loader = page({
  roster: look(showRoster, ({ params, query }) => ({
    deskId: params.deskId ?? '',
    week: query.get('week') ?? undefined,
  })),
})
export const action = form({
  keep: submit(
    keepRoster,
    ({ form, params }) => ({ ...form, deskId: params.deskId }),
    ({ monday }, { params }) => `/directory/desks/${params.deskId}/roster?week=${monday}`,
  ),
})

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'

export const meta = () => [{ title: `${m.directory_roster_title()} - ${m.shell_product()}` }]

export default function RosterPage() {
  const { roster } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const day = formatDay(roster.monday, getLocale())
  return (
    <div className="stack">
      <FormProblem answer={answer} />
      <PageTitle
        title={`${roster.desk.name} ${m.directory_roster_title()}`}
        lead={m.directory_roster_lead()}
        actions={
          <LinkButton to={`/directory/desks/${roster.desk.id}`} variant="quiet">
            {m.directory_back()}
          </LinkButton>
        }
      />
      <nav className="form-actions" aria-label={m.directory_roster_title()}>
        <LinkButton to={`?week=${roster.previous}`} size="small">
          {m.directory_roster_previous()}
        </LinkButton>
        <strong>{m.directory_roster_week({ day })}</strong>
        <LinkButton to={`?week=${roster.next}`} size="small">
          {m.directory_roster_next()}
        </LinkButton>
      </nav>
      {roster.members.length === 0 ? (
        <EmptyState title={m.directory_roster_title()} text={m.directory_roster_empty()} />
      ) : (
        <Form method="post" key={roster.monday} className="stack">
          <input type="hidden" name="monday" value={roster.monday} />
          <RevField name="mark" now={roster.mark} isConflict={answer.isConflict} />
          <RosterTable roster={roster} isConflict={answer.isConflict} />
          {roster.canKeep ? (
            <div className="form-actions">
              <Button type="submit" variant="primary" name="intent" value="keep">
                {m.directory_save()}
              </Button>
              <span className="hint">{m.directory_roster_keys()}</span>
            </div>
          ) : null}
        </Form>
      )}
    </div>
  )
}
