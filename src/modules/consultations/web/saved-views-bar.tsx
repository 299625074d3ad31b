import { Form, Link, useSearchParams } from 'react-router'
import type { FormFailure } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { dayOf } from '../../../ui/wareki/format-japanese-date.ts'
import { beginningsOf, conditionsOf } from './list-address.ts'
import { PlainField } from './plain-field.tsx'
import { wordsOf } from './words-of.ts'

interface View {
  id: string
  name: string
  filters: string
  isShared: boolean
  isMine: boolean
}

/** The list as the desk or I like to see it; the conditions on show can be kept under a name. */
export function SavedViews({ views, newId }: { views: readonly View[]; newId: string }) {
  const [query] = useSearchParams()
  const present = conditionsOf(query)
  const { month, fiscalYear } = beginningsOf(dayOf(new Date()))
  const standing = [
    { key: '', name: m.consultations_view_all() },
    { key: `from=${month}`, name: m.consultations_view_month() },
    { key: `from=${fiscalYear}`, name: m.consultations_view_fiscal_year() },
    { key: 'unreviewed=1', name: m.consultations_view_unreviewed() },
    { key: 'urgency=now', name: m.consultations_view_now() },
    { key: 'standing=standalone', name: m.consultations_standalone() },
  ]
  const conditions = present.toString()
  const chosen = views.find((view) => view.filters === conditions)
  const isStanding = standing.some(({ key }) => key === conditions)
  return (
    <div className="saved-views">
      <nav aria-label={m.consultations_views()}>
        <ul>
          {[
            ...standing.map(({ key, name }) => ({ id: key, name, filters: key, isShared: true })),
            ...views,
          ].map((view) => (
            <li key={view.id}>
              <Link
                to={`/consultations${view.filters ? `?${view.filters}` : ''}`}
                aria-current={view.filters === conditions ? 'page' : undefined}
              >
                {view.name || m.consultations_cannot_open()}
                {view.isShared ? null : <small> {m.consultations_view_private()}</small>}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {chosen?.isMine ? (
        <Form method="post">
          <input type="hidden" name="id" value={chosen.id} />
          <button type="submit" name="intent" value="remove" className="link-button">
            {m.consultations_view_remove()}
          </button>
        </Form>
      ) : null}
      {present.size > 0 && !chosen && !isStanding ? <KeepView newId={newId} /> : null}
    </div>
  )
}

function KeepView({ newId }: { newId: string }) {
  const answer = useFormAnswer<FormFailure>()
  const failure = answer && 'failure' in answer ? answer.failure : undefined
  return (
    <details className="keep-view" open={failure !== undefined}>
      <summary>{m.consultations_view_keep()}</summary>
      <Form method="post">
        <SubmissionId offered={newId} />
        <PlainField
          name="name"
          label={m.consultations_view_name()}
          defaultValue=""
          error={failure?.fields.name ? wordsOf(failure.fields.name) : undefined}
        />
        <label className="plain-check">
          <input type="checkbox" name="isShared" />
          {m.consultations_view_share()}
        </label>
        <button type="submit" name="intent" value="save" className="button button-secondary button-small">
          {m.consultations_view_save()}
        </button>
      </Form>
    </details>
  )
}
