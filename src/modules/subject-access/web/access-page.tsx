import { Link, useLoaderData } from 'react-router'
import { form, look, page, submit } from '../../../platform/http/page.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { LinkButton } from '../../../ui/button.tsx'
import { DescriptionList } from '../../../ui/description-list.tsx'
import { alsoAfterConflict } from '../../../ui/form/form-answer.ts'
import { FormProblem } from '../../../ui/form/form-problem.tsx'
import { useEntryId } from '../../../ui/form/submission-id.tsx'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { openStates } from '../contract.ts'
import {
  askEndAccess,
  decideAccess,
  endAccess,
  extendAccess,
  proposeAccess,
  reopenAccess,
} from '../decide-access.ts'
import { giveAccess } from '../give-access.ts'
import { identifyAccess } from '../identify-access.ts'
import { type ShownAccess, showAccess } from '../show-access.ts'
import { requesterWords, stateWords, useAccessAnswer } from './access-words.ts'
import { ChangedRecords } from './changed-records.tsx'
import { End, EndDecided } from './end-forms.tsx'
import { ItemForm, ItemTable, versionsShown } from './item-form.tsx'
import { Decide, Extend, Give, Identify } from './step-forms.tsx'
import './access.css'

const here = ({ params, form: posted }: { params: Record<string, string | undefined>; form: object }) => ({
  ...posted,
  accessId: params.accessId,
})
export const loader = page({
  found: look(showAccess, ({ params }) => ({ accessId: params.accessId ?? '' })),
})
export const action = form({
  identify: submit(identifyAccess, here),
  propose: submit(proposeAccess, here),
  decide: submit(decideAccess, here),
  reopen: submit(reopenAccess, here),
  extend: submit(extendAccess, here),
  'ask-end': submit(askEndAccess, here),
  end: submit(endAccess, here),
  give: submit(giveAccess, here, ({ id }) => `/access/${id}/packet`),
})
/** What a colleague has put meanwhile comes to stand on the page. */
export const shouldRevalidate = alsoAfterConflict
export const meta = () => [{ title: `${m.access_one_title()} - ${m.shell_product()}` }]

/** One request, step by step: who asks, what is held, what was proposed, what was decided, what was given. */
export default function AccessPage() {
  const { found } = useLoaderData<typeof loader>()
  const answer = useAccessAnswer()
  // What she looks at, proposes and decides is one and the same turn, however often the page is read anew meanwhile.
  const turn = useEntryId(String(found.turn), () => null, { movesOn: answer.isConflict, after: 'any' })
  // And so it is with the text of each record: her answer is about what stood there when the list was shown to her.
  const versions = versionsShown(found)
  const seen = useEntryId(versions, () => null, { movesOn: answer.isConflict, after: 'any' })
  const isLatest = turn === String(found.turn) && seen === versions
  const isOpen = openStates.includes(found.state)
  return (
    <>
      <PageTitle
        title={m.access_one_title()}
        lead={stateWords[found.state]()}
        status={found.isLate ? <StatusLabel tone="urgent">{m.access_late()}</StatusLabel> : null}
        actions={<LinkButton to="/access">{m.access_back()}</LinkButton>}
      />
      <div className="request-columns">
        <div className="stack">
          <FormProblem answer={{ errors: answer.errors, problem: answer.problem }} />
          <p role="status" className={isLatest ? 'sr-only' : 'hint'}>
            {isLatest ? '' : m.access_changed_behind()}
          </p>
          {answer.done ? <Notice tone="success" title={m.access_saved()} live /> : null}
          <ChangedRecords found={found} />
          {found.state === 'received' ? <Identify found={found} answer={answer} /> : null}
          {found.state === 'identified' ? (
            <ItemForm key={`${turn} ${seen}`} found={found} turn={turn} seen={seen} answer={answer} />
          ) : null}
          {found.state === 'decided' || found.state === 'given' ? <ItemTable found={found} /> : null}
          {found.state === 'refused' ? (
            <Panel title={m.access_new_script()}>
              <p>{m.access_script()}</p>
            </Panel>
          ) : null}
        </div>
        <div className="stack request-side">
          <Panel title={m.access_facts()}>
            <Facts found={found} />
          </Panel>
          {found.state === 'identified' && found.may.decide ? <Decide found={found} turn={turn} /> : null}
          {found.state === 'decided' && found.may.give && !found.isGivenOtherwise ? (
            <Give found={found} answer={answer} />
          ) : null}
          {found.isPrintable ? (
            <LinkButton to={`/access/${found.id}/packet`} variant="primary">
              {m.access_packet_open()}
            </LinkButton>
          ) : null}
          {isOpen && found.state !== 'decided' && found.may.decide && !found.isExtended ? <Extend /> : null}
          {found.state === 'decided' ? <EndDecided found={found} answer={answer} /> : null}
          {isOpen && found.state !== 'decided' && found.may.decide ? <End answer={answer} /> : null}
        </div>
      </div>
    </>
  )
}

function Facts({ found }: { found: ShownAccess }) {
  const day = (value: string) => formatDay(value, getLocale())
  const { words } = found
  const listed = (names: readonly string[]) => new Intl.ListFormat(getLocale()).format(names)
  return (
    <DescriptionList
      items={[
        { term: m.access_due(), detail: day(found.dueOn) },
        { term: m.access_received_on(), detail: day(found.receivedOn) },
        ...(found.isExtended ? [{ term: m.access_extended(), detail: m.access_extended_text() }] : []),
        { term: m.access_requester(), detail: requesterWords[found.requester]() },
        {
          term: m.access_name(),
          detail: words?.name ?? m.access_cannot_open(),
        },
        ...(words?.agentName ? [{ term: m.access_agent_name(), detail: words.agentName }] : []),
        ...(words?.reach ? [{ term: m.access_reach(), detail: words.reach }] : []),
        ...(words?.asked ? [{ term: m.access_asked(), detail: words.asked }] : []),
        {
          term: m.access_case(),
          detail: found.caseId ? (
            <Link to={`/cases/${found.caseId}`} className="link">
              {found.caseNumber || m.access_case_open()}
            </Link>
          ) : (
            m.access_no_case()
          ),
        },
        ...(found.identifiedBy ? [{ term: m.access_identified_by(), detail: found.identifiedBy }] : []),
        ...(found.proposers.length > 0
          ? [{ term: m.access_proposed_by(), detail: listed(found.proposers) }]
          : []),
        ...(found.decidedBy ? [{ term: m.access_decided_by(), detail: found.decidedBy }] : []),
        ...(found.endedOn ? [{ term: m.access_ended_on(), detail: day(found.endedOn) }] : []),
      ]}
    />
  )
}
