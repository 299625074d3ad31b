import { Form } from 'react-router'
import { listed, spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/form/text-field.tsx'
import { StatusLabel, type StatusTone } from '../../../ui/status-label.tsx'
import { formatDay, formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { LedgerLine } from '../../disclosures/index.ts'
import type { Answer } from './answer.tsx'
import { decisionWords, steadWords } from './decision-words.ts'
import { Lines } from './sheet-view.tsx'
import { withdrawWords } from './withdraw-words.ts'

const tones: Readonly<Record<LedgerLine['state'], StatusTone>> = {
  proposed: 'waiting',
  live: 'active',
  ended: 'closed',
  withdrawn: 'closed',
  refused: 'closed',
}
const ledgerStates: Readonly<Record<LedgerLine['state'], () => string>> = {
  proposed: m.requests_ledger_proposed,
  live: m.requests_ledger_live,
  ended: m.requests_ledger_ended,
  withdrawn: m.requests_ledger_withdrawn,
  refused: m.requests_ledger_refused,
}

/** One disclosure: the five things she may ask about it, and the way to end it. */
export function LedgerEntry({ line, answer }: { line: LedgerLine; answer: Answer }) {
  const facts = factsOf(line)
  const isOpen = line.state === 'live' || line.state === 'proposed'
  const words = withdrawWords(line.state === 'proposed')
  return (
    <div className="panel">
      <div className="panel-head">
        <h2>{line.recipientName}</h2>
        <StatusLabel tone={tones[line.state]}>{ledgerState(line)}</StatusLabel>
      </div>
      <dl className="facts facts-wide">
        {facts.map(({ term, text }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <Lines text={text} />
            </dd>
          </div>
        ))}
      </dl>
      {isOpen ? (
        <details className="act-form mt-3">
          <summary>{words.summary}</summary>
          <Form method="post" noValidate className="stack-small">
            <input type="hidden" name="disclosureId" value={line.id} />
            <TextField
              name="reason"
              id={`reason-${line.id}`}
              label={m.requests_withdraw_reason()}
              hint={words.lead}
              required
              error={answer.errorOf('reason')}
            />
            <Button type="submit" variant="danger" name="intent" value="withdraw">
              {words.button}
            </Button>
          </Form>
        </details>
      ) : null}
    </div>
  )
}

function factsOf(line: LedgerLine): { term: string; text: string }[] {
  const day = (value: string) => formatDay(value, getLocale())
  const until = line.untilDay ? day(line.untilDay) : m.requests_until_withdrawn()
  const decided = line.decision
    ? spaced([
        decisionWords[line.decision](),
        line.steadGround ? steadWords[line.steadGround]() : '',
        `${line.decidedBy ?? ''}${line.seenBy ? m.requests_ledger_seen({ name: line.seenBy }) : ''}`,
      ])
    : m.requests_ledger_undecided()
  return [
    {
      term: hasLeft(line) ? m.requests_told_items() : m.requests_sheet_items(),
      text: itemsOf(line),
    },
    { term: m.requests_ledger_purpose(), text: line.ledger?.purpose ?? m.requests_cannot_open() },
    {
      term: m.requests_sheet_basis(),
      text: m.requests_basis_with_article({ label: line.basisLabel, article: line.basisArticle }),
    },
    { term: m.requests_ledger_consent_note(), text: line.ledger?.consentNote ?? '' },
    {
      term: m.requests_ledger_period(),
      text: m.requests_ledger_from_until({ from: day(line.fromDay), until }),
    },
    { term: m.requests_ledger_made(), text: `${line.madeBy} ${formatShortDateTime(line.madeAt)}` },
    { term: m.requests_ledger_decided(), text: decided },
    { term: m.requests_ledger_ended_at(), text: line.endedAt ? formatShortDateTime(line.endedAt) : '' },
    { term: m.requests_ledger_ending(), text: endingOf(line) },
  ].filter(({ text }) => text !== '')
}

function endingOf(line: LedgerLine): string {
  return line.endedWithCase ? m.requests_ledger_ended_with_case() : (line.ending ?? '')
}

/** What was proposed and not approved, refused, or taken back before it was decided, has been told to nobody. */
export function hasLeft({ state, decision }: Pick<LedgerLine, 'state' | 'decision'>): boolean {
  return decision !== null && state !== 'proposed' && state !== 'refused'
}

export function ledgerState(line: Pick<LedgerLine, 'state' | 'decision'>): string {
  return line.state === 'withdrawn' && !hasLeft(line)
    ? m.requests_ledger_taken_back()
    : ledgerStates[line.state]()
}

export function itemsOf(line: LedgerLine): string {
  if (!line.ledger) return m.requests_cannot_open()
  return listed(line.ledger.items.map((item) => item.label)) || m.requests_no_items()
}
