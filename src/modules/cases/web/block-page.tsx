import { useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import { ChooseColleague, LiftForm } from '../../conflicts/web/kept-forms.tsx'
import { blockPerson } from '../block-person.ts'
import { callNamesake } from '../call-namesake.ts'
import { liftBlock } from '../lift-block.ts'
import { listBlocks } from '../list-blocks.ts'
import { CaseFrame } from './case-frame.tsx'
import { ofForm, useAnswer } from './failure.tsx'
import { frameOf, withCase } from './frame-loader.ts'

export const loader = page({
  frame: frameOf,
  found: look(listBlocks, ({ params }) => ({ caseId: params.caseId ?? '' })),
})
const back = (_: unknown, { params }: { params: Record<string, string | undefined> }) =>
  `/cases/${params.caseId}/block`
export const action = form({
  // Posted, so that whom she named stands in no address and no history.
  find: submit(listBlocks, withCase),
  block: submit(blockPerson, withCase, back),
  lift: submit(liftBlock, withCase, back),
  namesake: submit(callNamesake, withCase, back),
})
export const meta = () => [{ title: `${m.cases_block()} - ${m.shell_product()}` }]

export default function BlockPage() {
  const { frame, found } = useLoaderData<typeof loader>()
  const answer = useAnswer()
  const ofBlock = ofForm(answer, 'block')
  return (
    <CaseFrame frame={frame} title={m.cases_block()} answer={answer}>
      <Notice title={m.cases_block_title()}>
        <p>{m.cases_block_text()}</p>
        <p>{m.cases_block_auditors()}</p>
      </Notice>
      <Panel title={m.cases_block_add()}>
        <ChooseColleague
          done={answer.done}
          keep={{ intent: 'block', label: m.cases_block_do(), typedReason: ofBlock.typed('reason') }}
          errorOf={ofBlock.errorOf}
          className="case-form"
        />
      </Panel>
      <Panel title={m.cases_block_list()}>
        {found.blocks.length === 0 ? <p className="hint">{m.cases_block_none()}</p> : null}
        <ul className="case-approvals">
          {found.blocks.map((one) => (
            <li key={one.userId}>
              <p className="case-person-head">
                <strong>{one.name}</strong> {one.login}
              </p>
              <p className="case-person-facts">
                {m.cases_block_since({ when: formatShortDateTime(one.since) })}
              </p>
              <Lift one={one} mayCallNamesake={found.mayCallNamesake} />
            </li>
          ))}
        </ul>
      </Panel>
    </CaseFrame>
  )
}

function Lift({ one, mayCallNamesake }: { one: Blocked; mayCallNamesake: boolean }) {
  if (!one.isByMatch) return <LiftForm userId={one.userId} intent="lift" className="case-form" />
  return (
    <>
      <p>{m.cases_block_by_match()}</p>
      {mayCallNamesake ? (
        <>
          <p>{m.cases_block_by_match_lead()}</p>
          <LiftForm userId={one.userId} intent="namesake" className="case-form">
            {m.cases_namesake_text()}
          </LiftForm>
        </>
      ) : null}
    </>
  )
}

type Blocked = ReturnType<typeof useLoaderData<typeof loader>>['found']['blocks'][number]
