import { Form, Link, useLoaderData } from 'react-router'
import { form, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { replaceCaseKeys } from '../replace-keys.ts'
import { CaseFrame } from './case-frame.tsx'
import { useAnswer } from './failure.tsx'
import { frameOf, toCase, withCase } from './frame-loader.ts'

export const loader = page({ frame: frameOf })
export const action = form({ replace: submit(replaceCaseKeys, withCase, toCase) })
export const meta = () => [{ title: `${m.cases_replace_keys()} - ${m.shell_product()}` }]

export default function ReplaceKeysPage() {
  const { frame } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  return (
    <CaseFrame frame={frame} title={m.cases_replace_keys()} answer={answer}>
      <Notice title={m.cases_replace_when_title()}>
        <p>{m.cases_replace_when()}</p>
        <p>{m.cases_replace_shares()}</p>
        <p>
          <Link to={`/cases/${frame.caseId}/ledger`} className="link">
            {m.cases_ledger()}
          </Link>
        </p>
      </Notice>
      <Panel title={m.cases_replace_keys()}>
        <Form method="post" className="case-form">
          <p>{m.cases_replace_what()}</p>
          <TextArea
            name="reason"
            label={m.cases_reason()}
            hint={m.cases_replace_reason_hint()}
            required
            rows={2}
            defaultValue={answer.typed('reason') ?? ''}
            error={answer.errorOf('reason')}
          />
          <Button type="submit" name="intent" value="replace" variant="primary">
            {m.cases_replace_keys()}
          </Button>
        </Form>
      </Panel>
    </CaseFrame>
  )
}
