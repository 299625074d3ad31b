import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { bracketed, dotted } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { endBody } from '../end-body.ts'
import { bodyKindWords, bodyTypeWords, groundWords, terminalWords } from '../labels.ts'
import { showBody } from '../show-body.ts'
import type { BodyView, DeskView } from '../views.ts'
import { EndPanel } from './end-panel.tsx'
import { useAnswer } from './failure.ts'
import { Term } from './term.tsx'

export const loader = page({ seen: look(showBody, ({ params }) => ({ bodyId: params.bodyId ?? '' })) })
export const action = form({
  end: submit(
    endBody,
    ({ form, params }) => ({ ...form, bodyId: params.bodyId }),
    ({ id }) => `/directory/bodies/${id}`,
  ),
})

export { alsoAfterConflict as shouldRevalidate } from '../../../ui/form/form-answer.ts'

export const meta = () => [{ title: `${m.directory_page_body()} - ${m.shell_product()}` }]

export default function BodyPage() {
  const { body, desks, canManage, canAddDesk } = useLoaderData<typeof loader>().seen
  const answer = useAnswer()
  return (
    <div className="stack">
      <FormProblem answer={answer} />
      <PageTitle
        title={body.name}
        lead={dotted([bodyKindWords[body.kind](), body.bureau])}
        status={<Term activeUntil={body.activeUntil} />}
        actions={
          <>
            <LinkButton to="/directory" variant="quiet">
              {m.directory_title()}
            </LinkButton>
            {canManage ? <LinkButton to="edit">{m.directory_edit()}</LinkButton> : null}
          </>
        }
      />
      <div className="record-columns">
        <Panel
          title={m.directory_desks_title()}
          action={
            canAddDesk && body.activeUntil === null ? (
              <LinkButton to="desks/new" size="small">
                {m.directory_add_desk()}
              </LinkButton>
            ) : null
          }
        >
          {desks.length === 0 ? <p>{m.directory_no_desks()}</p> : <Desks desks={desks} />}
        </Panel>
        <div className="record-side">
          <Panel title={m.directory_details()}>
            <DescriptionList items={details(body)} />
          </Panel>
          {canManage && body.activeUntil === null ? (
            <EndPanel rev={body.rev} text={m.directory_end_body_text()} answer={answer.ofForm('end')} />
          ) : null}
        </div>
      </div>
    </div>
  )
}

function Desks({ desks }: { desks: readonly DeskView[] }) {
  return (
    <ul className="tasks">
      {desks.map((desk) => (
        <li key={desk.id}>
          <div>
            <Link to={`/directory/desks/${desk.id}`} className="link">
              {desk.name}
            </Link>
            <p className="hint">
              {dotted([
                terminalWords[desk.terminal](),
                desk.extension && `${m.directory_field_extension()} ${desk.extension}`,
              ])}
            </p>
          </div>
          {desk.activeUntil !== null ? (
            <Term activeUntil={desk.activeUntil} />
          ) : desk.terminal !== 'paper' && !desk.isFounded ? (
            <StatusLabel tone="waiting">{m.directory_not_founded()}</StatusLabel>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function details(body: BodyView) {
  const type = body.type as keyof typeof bodyTypeWords
  return [
    { term: m.directory_field_kana(), detail: body.kana },
    { term: m.directory_field_type(), detail: bodyTypeWords[type]?.() ?? '' },
    {
      term: m.directory_field_ground(),
      detail: body.dutySource
        ? `${groundWords[body.dutyGround]()}${bracketed(body.dutySource)}`
        : groundWords[body.dutyGround](),
    },
    {
      term: m.directory_field_outside(),
      detail: body.isOutside ? m.directory_csv_yes() : m.directory_csv_no(),
    },
    { term: m.directory_field_active_from(), detail: formatDay(body.activeFrom, getLocale()) },
  ].filter((item) => item.detail !== '')
}
