import { Form, useLoaderData } from 'react-router'
import { type FormFailure, form, look, page, submit } from '../../../platform/http/page.ts'
import { errorWords } from '../../../platform/words/error-words.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { useFormAnswer } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import { declareKin } from '../declare-kin.ts'
import { listOwnKin } from '../list-own-kin.ts'
import { removeKin } from '../remove-kin.ts'
import { KinFields } from './kin-fields.tsx'
import { relationWords } from './kin-words.ts'
import './kin.css'

export const loader = page({ own: look(listOwnKin, () => ({})) })
export const action = form({
  declare: submit(declareKin, ({ form }) => form as never),
  remove: submit(removeKin, ({ form: { kinId } }) => ({ kinId })),
})
export const meta = () => [{ title: `${m.conflicts_title()} - ${m.shell_product()}` }]

const complaint = errorWords({
  conflicts_relation_missing: m.conflicts_relation_missing,
  conflicts_name_missing: m.conflicts_name_missing,
  conflicts_kana_missing: m.conflicts_kana_missing,
  conflicts_too_long: m.conflicts_too_long,
  conflicts_day: m.conflicts_day,
  conflicts_refused_many: m.conflicts_refused_many,
})

type Kin = ReturnType<typeof useLoaderData<typeof loader>>['own']['kin'][number]

/** Herself and who is near to her: said once, kept up, shown to nobody else. */
export default function KinPage() {
  const { own } = useLoaderData<typeof loader>()
  const answer = useFormAnswer<{ done?: object } | FormFailure>()
  const failure = answer && 'failure' in answer ? answer : undefined
  const errorOf = (field: string) => {
    const key = failure?.failure.fields[field]
    return key ? complaint(key) : undefined
  }
  const hasFields = Object.keys(failure?.failure.fields ?? {}).length > 0
  return (
    <div className="stack">
      <PageTitle title={m.conflicts_title()} lead={m.conflicts_lead()} />
      <FormProblem
        answer={{ errors: [], problem: failure && !hasFields ? complaint(failure.failure.key) : undefined }}
      />
      {answer && 'done' in answer ? <Notice tone="success" title={m.conflicts_done()} live /> : null}
      <Notice title={m.conflicts_why_title()}>
        <p>{m.conflicts_why()}</p>
        <p>{m.conflicts_who_sees()}</p>
      </Notice>
      <Panel title={m.conflicts_declared()}>
        {own.kin.length === 0 ? <p>{m.conflicts_none()}</p> : null}
        <ul className="kin">
          {own.kin.map((one) => (
            <Declared key={one.id} kin={one} />
          ))}
        </ul>
      </Panel>
      <Panel title={m.conflicts_add()}>
        {/* Taken: the next one begins with a blank form. */}
        <Form method="post" className="form-stack" key={own.submissionId}>
          <input type="hidden" name="submissionId" value={own.submissionId} />
          <KinFields errorOf={errorOf} typed={failure?.values ?? {}} isFirst={own.kin.length === 0} />
          <div>
            <Button type="submit" name="intent" value="declare" variant="primary">
              {m.conflicts_declare()}
            </Button>
          </div>
        </Form>
      </Panel>
    </div>
  )
}

function Declared({ kin }: { kin: Kin }) {
  const facts = [
    kin.kana.trim(),
    kin.birthDate ? m.conflicts_born({ day: formatDay(kin.birthDate, getLocale()) }) : '',
    kin.phone,
    m.conflicts_since({ day: formatShortDay(dayOf(kin.since), getLocale()) }),
  ]
  return (
    <li>
      <p>
        <strong>{kin.name || m.conflicts_unopenable()}</strong>{' '}
        {kin.relation ? <span className="kin-relation">{relationWords[kin.relation]()}</span> : null}
      </p>
      <p className="hint">{spaced(facts)}</p>
      <details>
        <summary>{m.conflicts_remove()}</summary>
        <Form method="post" className="kin-remove">
          <input type="hidden" name="kinId" value={kin.id} />
          <p>{m.conflicts_remove_text()}</p>
          <Button type="submit" name="intent" value="remove" size="small" variant="danger">
            {m.conflicts_remove_do()}
          </Button>
        </Form>
      </details>
    </li>
  )
}
