import { Link } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Panel } from '../../../ui/layout/panel.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import type { FirstStep } from '../first-steps.ts'

const ways: Record<FirstStep['step'], { to: string; title: () => string; text: () => string }> = {
  invite: { to: '/accounts/invite', title: m.today_first_invite, text: m.today_first_invite_text },
  'open-desk': { to: '/directory', title: m.today_first_desk, text: m.today_first_desk_text },
  'check-windows': {
    to: '/directory/windows',
    title: m.today_first_windows,
    text: m.today_first_windows_text,
  },
}

/** A new office: what its administrators do, in which order, until the first desk can work. */
export function FirstStepsPanel({ steps }: { steps: readonly FirstStep[] }) {
  return (
    <Panel title={m.today_first_title()}>
      <ol className="first-steps">
        {steps.map(({ step, isDone }) => (
          <li key={step}>
            <p className="first-step-head">
              <Link to={ways[step].to} className="link">
                {ways[step].title()}
              </Link>
              {isDone ? <StatusLabel tone="done">{m.today_first_done()}</StatusLabel> : null}
            </p>
            <p>{ways[step].text()}</p>
          </li>
        ))}
      </ol>
      <p className="hint">{m.today_first_backup()}</p>
    </Panel>
  )
}
