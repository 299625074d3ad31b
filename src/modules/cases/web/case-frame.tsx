import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { spaceBetween } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import type { CaseStatus, RiskLevel, WaitingReason } from '../codes.ts'
import type { CaseLabel, SafetyDocument } from '../contract.ts'
import { CaseBanner } from './case-banner.tsx'
import { type Answer, FailureNotice } from './failure.tsx'
import { CaseStatusLabel, RiskLabel } from './labels.tsx'
import './cases.css'
import './case-forms.css'

export interface Frame {
  caseId: string
  name: string
  label: CaseLabel | null
  safety: SafetyDocument | null
  status: CaseStatus
  waitingFor: WaitingReason | null
  riskLevel: RiskLevel
}

interface CaseFrameProps {
  frame: Frame
  title: string
  answer?: Answer
  children: ReactNode
}

/** Every page about one case: the safety notes above all, what it is about, and the way back. */
export function CaseFrame({ frame, title, answer, children }: CaseFrameProps) {
  return (
    <div className="case-page case-page-narrow">
      <CaseBanner safety={frame.safety} />
      <PageTitle
        title={title}
        lead={
          <>
            <Link to={`/cases/${frame.caseId}`} className="link">
              {m.cases_back_to({ name: frame.name || m.cases_nameless() })}
            </Link>
            {spaceBetween()}
            <span className="case-number">{frame.label?.number}</span> {frame.label?.title}
          </>
        }
        status={
          <>
            <CaseStatusLabel status={frame.status} waitingFor={frame.waitingFor} />
            <RiskLabel level={frame.riskLevel} />
          </>
        }
      />
      {answer ? <FailureNotice answer={answer} /> : null}
      {children}
    </div>
  )
}
