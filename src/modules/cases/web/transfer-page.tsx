import { Form, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { SelectField } from '../../../ui/form/select-field.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { hubDesks } from '../hub-desks.ts'
import { transferCase } from '../transfer-case.ts'
import { CaseFrame } from './case-frame.tsx'
import { useAnswer } from './failure.tsx'
import { frameOf, withCase } from './frame-loader.ts'

export const loader = page({
  frame: frameOf,
  found: look(hubDesks, ({ params }) => ({ caseId: params.caseId ?? '' })),
})
export const action = form({ transfer: submit(transferCase, withCase, () => '/cases?view=handed-over') })
export const meta = () => [{ title: `${m.cases_transfer()} - ${m.shell_product()}` }]

export default function TransferPage() {
  const { frame, found } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <CaseFrame frame={frame} title={m.cases_transfer()} answer={answer}>
      <Panel title={m.cases_transfer()}>
        {found.desks.length === 0 ? (
          <EmptyState title={m.cases_transfer_none()} text={m.cases_transfer_none_text()} />
        ) : (
          <Form method="post" className="case-form">
            <Notice tone="warning" title={m.cases_transfer_title({ desk: frame.deskName })}>
              <p>{m.cases_transfer_text()}</p>
            </Notice>
            <SelectField
              name="toDeskId"
              label={m.cases_to_desk()}
              required
              choices={found.desks.map((desk) => ({ value: desk.deskId, label: desk.name }))}
              defaultValue={answer.typed('toDeskId') ?? ''}
              error={answer.errorOf('toDeskId')}
            />
            <TextArea
              name="reason"
              label={m.cases_transfer_reason()}
              required
              rows={4}
              defaultValue={answer.typed('reason') ?? ''}
              error={answer.errorOf('reason')}
            />
            <div className="case-buttons">
              <Button type="submit" name="intent" value="transfer" variant="danger">
                {m.cases_transfer_do()}
              </Button>
              <LinkButton to={`/cases/${frame.caseId}`}>{m.cases_cancel()}</LinkButton>
            </div>
          </Form>
        )}
      </Panel>
    </CaseFrame>
  )
}
