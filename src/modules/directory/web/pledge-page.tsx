import { Form, useLoaderData } from 'react-router'
import { ownPath } from '../../../platform/http/own-path.ts'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { bracketed } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { EntranceFrame } from '../../../ui/layout/entrance-frame.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { acknowledgePledge } from '../acknowledge-pledge.ts'
import { showPledge } from '../show-pledge.ts'
import { useAnswer } from './failure.ts'

export const loader = page({ pledge: look(showPledge, () => ({})) })
export const action = form({
  acknowledge: submit(
    acknowledgePledge,
    ({ form }) => form,
    (_outcome, { query }) => ownPath(query.get('back')),
  ),
})
type Pledge = Awaited<ReturnType<typeof loader>>['pledge']
type Text = Pledge['texts'][number]

export default function PledgePage() {
  const { pledge } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <EntranceFrame
      title={m.directory_pledge_title()}
      tenantName={pledge.tenantName}
      isSample={pledge.isSample}
      size="sheet"
    >
      <div className="stack">
        <FormProblem answer={answer} />
        <PageTitle title={m.directory_pledge_title()} lead={m.directory_pledge_lead()} />
        {pledge.hasPledged ? <Kept pledge={pledge} /> : null}
        <p>{m.directory_pledge_why()}</p>
        {pledge.texts.map((text) => (
          <Panel
            key={`${text.ground} ${text.source}`}
            title={text.source || m.directory_ground_local_guideline()}
          >
            <DescriptionList items={clauses(text)} />
            {text.penalty && !text.penalty.isConfirmed ? (
              <p className="hint">{m.directory_pledge_unconfirmed()}</p>
            ) : null}
          </Panel>
        ))}
        <Panel title={m.directory_pledge_promise()}>
          <ul className="list-disc pl-6">
            <li>{m.directory_pledge_promise_1()}</li>
            <li>{m.directory_pledge_promise_2()}</li>
            <li>{m.directory_pledge_promise_3()}</li>
          </ul>
        </Panel>
        <Form method="post" className="stack" noValidate>
          <input type="hidden" name="mark" value={pledge.mark} />
          <ChoiceGroup
            kind="checkbox"
            name="agree"
            label={m.directory_pledge_person({ name: pledge.displayName })}
            required
            hint={m.directory_pledge_months({ count: pledge.months })}
            error={answer.errorOf('agree')}
            choices={[{ value: 'yes', label: m.directory_pledge_agree() }]}
          />
          <div className="form-actions">
            <Button type="submit" variant="primary" name="intent" value="acknowledge">
              {m.directory_pledge_button()}
            </Button>
          </div>
        </Form>
      </div>
    </EntranceFrame>
  )
}

function Kept({ pledge: { last } }: { pledge: Pledge }) {
  return (
    <Notice tone="success" title={m.directory_pledge_kept()}>
      {last ? <p>{m.directory_pledge_last({ day: formatDay(dayOf(last.at), getLocale()) })}</p> : null}
      {last?.renewBy ? (
        <p>{m.directory_pledge_renew({ day: formatDay(last.renewBy, getLocale()) })}</p>
      ) : null}
      <LinkButton to="/" size="small">
        {m.directory_back()}
      </LinkButton>
    </Notice>
  )
}

/** A penalty appears only where the ground itself carries one. */
function clauses(text: Text) {
  const penalty = text.penalty
    ? [
        {
          term: m.directory_pledge_penalty(),
          detail: `${text.penalty.text}${bracketed(text.penalty.article)}`,
        },
      ]
    : []
  return [
    { term: m.directory_pledge_binds(), detail: text.binds },
    { term: m.directory_pledge_duty(), detail: text.duty },
    { term: m.directory_pledge_lasts(), detail: text.lasts },
    ...penalty,
    ...(text.source === ''
      ? [{ term: m.directory_pledge_source(), detail: m.directory_pledge_source_missing() }]
      : []),
  ]
}
