import { type FormEvent, useState } from 'react'
import { Form, type ShouldRevalidateFunctionArgs, useLoaderData, useNavigation } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { ChoiceGroup } from '../../../ui/form/choice-group.tsx'
import { DateField } from '../../../ui/form/date-field.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { SubmissionId } from '../../../ui/form/submission-id.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { revealWhereabouts } from '../../cases/index.ts'
import { requestKinds } from '../items.ts'
import { prepareRequest } from '../prepare-request.ts'
import { sendRequest } from '../send-request.ts'
import { Problem, useAnswer } from './answer.tsx'
import { BasisField } from './basis-field.tsx'
import { ItemTable } from './item-table.tsx'
import { kindWords } from './labels.tsx'
import { PlaceCheck } from './place-check.tsx'
import { type Draft, draftOf, firstDraft } from './send-draft.ts'
import { SheetView } from './sheet-view.tsx'
import { WhoDecides } from './who-decides.tsx'

export const loader = page({ form: look(prepareRequest, ({ params }) => ({ caseId: params.caseId ?? '' })) })

export const action = form({
  send: submit(
    sendRequest,
    ({ params, form: posted }) => ({ ...posted, caseId: params.caseId }),
    ({ id }) => `/requests/${id}`,
  ),
  reveal: submit(revealWhereabouts, ({ params, form: posted }) => ({ ...posted, caseId: params.caseId })),
})
/** Taking one place over is no reason to read the whole case again under a sheet that is being written. */
export const shouldRevalidate = ({ formData, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  formData?.get('intent') === 'reveal' ? false : defaultShouldRevalidate

/** Left: what is asked and what goes along, item by item. Right: the very sheet that the other desk will see. */
export default function SendPage() {
  const { form: given } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const [draft, setDraft] = useState<Draft>(() => firstDraft(given, answer))
  const isSending = useNavigation().state !== 'idle'
  const follow = (event: FormEvent<HTMLFormElement>) => setDraft(draftOf(event.currentTarget, given))
  return (
    <>
      <title>{m.requests_send_title()}</title>
      <PageTitle
        title={m.requests_send_title()}
        lead={m.requests_send_lead({ number: given.caseNumber })}
        actions={<LinkButton to={`/cases/${given.caseId}`}>{m.requests_back_to_case()}</LinkButton>}
      />
      <Form method="post" className="request-columns" onInput={follow} noValidate>
        <SubmissionId offered={given.submissionId} />
        <div className="stack">
          <Problem answer={answer} />
          <AskPanel given={given} answer={answer} />
          <Panel title={m.requests_panel_items()}>
            <p className="hint mb-3">{m.requests_panel_items_lead()}</p>
            <ItemTable items={given.items} answer={answer} />
          </Panel>
          <Panel title={m.requests_panel_basis()}>
            <div className="stack-small">
              <BasisField bases={given.bases} answer={answer} />
              <TextField
                name="consentNote"
                label={m.requests_field_consent_note()}
                hint={m.requests_field_consent_note_hint()}
                defaultValue={answer.typed('consentNote') ?? ''}
                error={answer.errorOf('consentNote')}
              />
              <DateField
                name="untilDay"
                label={m.requests_field_until()}
                hint={m.requests_field_until_hint()}
                required
                today={given.today}
                defaultValue={answer.typed('untilDay') ?? given.defaultUntil}
                error={answer.errorOf('untilDay')}
              />
              <ChoiceGroup
                kind="checkbox"
                name="isLifeInDanger"
                label={m.requests_field_danger()}
                choices={[
                  {
                    value: 'on',
                    label: m.requests_field_danger_yes(),
                    hint:
                      given.rules.dangerWithWhereabouts === 'act_first'
                        ? m.requests_field_danger_hint()
                        : m.requests_field_danger_hint_waits(),
                  },
                ]}
                chosen={answer.typed('isLifeInDanger') ? ['on'] : []}
              />
            </div>
          </Panel>
        </div>
        <div className="stack request-side">
          <section className="sheet sheet-preview" aria-label={m.requests_preview_title()}>
            <p className="sheet-form">{m.requests_preview_title()}</p>
            <SheetView {...draft.sheet} />
          </section>
          <PlaceCheck places={draft.places} confirmed={answer.typedList('confirmed')} />
          <WhoDecides draft={draft} />
          <Button
            type="submit"
            variant="primary"
            name="intent"
            value="send"
            unavailable={isSending ? m.requests_sending() : undefined}
          >
            {draft.waits ? m.requests_button_propose() : m.requests_button_send()}
          </Button>
        </div>
      </Form>
    </>
  )
}

type Given = ReturnType<typeof useLoaderData<typeof loader>>['form']

function AskPanel({ given, answer }: { given: Given; answer: ReturnType<typeof useAnswer> }) {
  const field = (name: string) => ({
    name,
    defaultValue: answer.typed(name) ?? '',
    error: answer.errorOf(name),
  })
  return (
    <Panel title={m.requests_panel_ask()}>
      <div className="stack-small">
        <div className="field-pair">
          <SelectField
            {...field('toDeskId')}
            label={m.requests_field_to()}
            required
            emptyLabel={m.requests_field_to_empty()}
            choices={given.desks.map((desk) => ({ value: desk.deskId, label: desk.name }))}
          />
          <SelectField
            {...field('kind')}
            defaultValue={answer.typed('kind') ?? 'procedure'}
            label={m.requests_field_kind()}
            required
            choices={requestKinds.map((kind) => ({ value: kind, label: kindWords[kind]() }))}
          />
        </div>
        <TextField
          {...field('title')}
          label={m.requests_field_title()}
          hint={m.requests_field_title_hint()}
          required
        />
        <TextArea
          {...field('what')}
          label={m.requests_field_what()}
          hint={m.requests_field_what_hint()}
          required
          rows={4}
        />
        <TextArea
          {...field('why')}
          label={m.requests_field_why()}
          hint={m.requests_field_why_hint()}
          required
          rows={2}
        />
        <div className="field-pair">
          <DateField
            {...field('dueOn')}
            defaultValue={answer.typed('dueOn') ?? given.defaultDue}
            label={m.requests_field_due()}
            hint={m.requests_field_due_hint({ days: given.rules.replyWithin })}
            today={given.today}
          />
          <ChoiceGroup
            kind="checkbox"
            name="isUrgent"
            label={m.requests_field_urgent()}
            choices={[
              { value: 'on', label: m.requests_field_urgent_yes(), hint: m.requests_field_urgent_hint() },
            ]}
            chosen={answer.typed('isUrgent') ? ['on'] : []}
          />
        </div>
        <TextField
          {...field('callBack')}
          label={m.requests_field_call_back()}
          hint={m.requests_field_call_back_hint()}
        />
      </div>
    </Panel>
  )
}
