import { dotted } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { dayOf, formatShortDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { ListedCase } from '../contract.ts'
import type { Answer } from './failure.tsx'
import { CaseStatusLabel, RiskLabel } from './labels.tsx'

interface CaseChoicesProps {
  legend: string
  isLegendHidden?: boolean
  cases: readonly ListedCase[]
  /** Carries the group's id, so that an error summary can lead there. */
  isFirst: boolean
  answer: Answer
}

/** Cases of which one is chosen: arrow keys go from one to the next, as in any group of radio buttons. */
export function CaseChoices({ legend, isLegendHidden = false, cases, isFirst, answer }: CaseChoicesProps) {
  const error = isFirst ? answer.errorOf('caseId') : undefined
  return (
    <fieldset className="case-choices" data-invalid={error !== undefined}>
      <legend className={isLegendHidden ? 'sr-only' : 'hint'}>{legend}</legend>
      {error ? (
        <p id="caseId-error" className="field-error">
          {m.ui_error_mark()}
          {error}
        </p>
      ) : null}
      {cases.map((one, index) => {
        const id = isFirst && index === 0 ? 'caseId' : `case-${one.id}`
        return (
          <label key={one.id} className="case-choice" htmlFor={id}>
            <input
              type="radio"
              id={id}
              name="caseId"
              value={one.id}
              defaultChecked={answer.typed('caseId') === one.id}
              aria-describedby={error ? 'caseId-error' : undefined}
            />
            <span className="case-choice-name">
              {one.canOpen ? one.name || m.cases_nameless() : m.cases_cannot_open()} <small>{one.kana}</small>
            </span>
            <span className="case-choice-title">
              <span className="case-number">{one.number}</span> {one.title}
            </span>
            <span className="case-choice-state">
              <CaseStatusLabel status={one.status} waitingFor={one.waitingFor} />
              <RiskLabel level={one.riskLevel} />
              <small>
                {dotted([
                  `${m.cases_assignee()} ${one.assignee ?? m.cases_nobody()}`,
                  m.cases_moved_on_day({ day: formatShortDay(dayOf(one.movedAt)) }),
                ])}
              </small>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
