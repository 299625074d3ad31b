import { Form, useLoaderData, useParams } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button, LinkButton } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/form/text-area.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { prepareReveal, revealWhereabouts } from '../reveal-whereabouts.ts'
import { placeWord } from '../words.ts'
import { CaseFrame } from './case-frame.tsx'
import { useAnswer } from './failure.tsx'
import { frameOf, withCase } from './frame-loader.ts'

export const loader = page({
  frame: frameOf,
  place: look(prepareReveal, ({ params }) => ({
    caseId: params.caseId ?? '',
    placeId: params.placeId ?? '',
  })),
})
export const action = form({
  reveal: submit(revealWhereabouts, (posted) => ({ ...withCase(posted), placeId: posted.params.placeId })),
})
export const meta = () => [{ title: `${m.cases_reveal()} - ${m.shell_product()}` }]

interface Revealed {
  kind: string
  recordedAt: Date
  place: { text: string; note: string } | null
}

export default function RevealPage() {
  const { frame, place } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const { placeId } = useParams()
  const shown = answer.done as Revealed | undefined
  return (
    <CaseFrame frame={frame} title={m.cases_reveal_title()} answer={answer}>
      <Panel title={placeWord(place.kind)}>
        {shown ? (
          <>
            {shown.place ? (
              <>
                <p className="case-place">{shown.place.text}</p>
                {shown.place.note ? <p className="case-text">{shown.place.note}</p> : null}
              </>
            ) : (
              <p>{m.cases_cannot_open()}</p>
            )}
            <p className="hint">
              {m.cases_reveal_recorded({ when: formatDateTime(shown.recordedAt, getLocale()) })}
            </p>
            <LinkButton to={`/cases/${frame.caseId}`} variant="primary">
              {m.cases_reveal_hide()}
            </LinkButton>
          </>
        ) : (
          <Form method="post" className="case-form" key={placeId}>
            <Notice tone="warning" title={m.cases_reveal_notice()}>
              <p>{m.cases_reveal_notice_text()}</p>
            </Notice>
            <TextArea
              name="reason"
              label={m.cases_reveal_reason()}
              required
              rows={2}
              defaultValue={answer.typed('reason') ?? ''}
              error={answer.errorOf('reason')}
            />
            <div className="case-buttons">
              <Button type="submit" name="intent" value="reveal" variant="primary">
                {m.cases_reveal_do()}
              </Button>
              <LinkButton to={`/cases/${frame.caseId}`}>{m.cases_cancel()}</LinkButton>
            </div>
          </Form>
        )}
      </Panel>
    </CaseFrame>
  )
}
