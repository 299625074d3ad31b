import { Link, useLoaderData } from 'react-router'
import { look, page } from '../../../platform/http/page.ts'
import { m } from '../../../platform/words/words.ts'
import { PageTitle } from '../../../ui/layout/page-title.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { StatusLabel } from '../../../ui/status-label.tsx'
import { formatShortDateTime } from '../../../ui/wareki/format-japanese-date.ts'
import type { Line } from '../health/policy.ts'
import { showHealth } from '../health/show-health.ts'
import { doWords, figureWord, pageOf, severityWords, subjectWords } from './health-words.ts'
import './oversight.css'

export const loader = page({ found: look(showHealth, () => ({})) })
export const meta = () => [{ title: `${m.oversight_health_title()} - ${m.shell_product()}` }]

/** How the instance is doing, the worst first, each with what to do. */
export default function HealthPage() {
  const { found } = useLoaderData<typeof loader>()
  const wanting = found.lines.filter((one) => one.severity === 'bad' || one.severity === 'warning')
  const noted = found.lines.filter((one) => one.severity === 'notice')
  const well = found.lines.filter((one) => one.severity === 'good')
  return (
    <div className="stack">
      <PageTitle title={m.oversight_health_title()} lead={m.oversight_health_lead()} />
      <p className="hint">
        {m.oversight_health_at({ at: formatShortDateTime(found.at), version: found.version })}
      </p>
      {wanting.length === 0 ? (
        <Notice tone="success" title={m.oversight_health_none()}>
          <p>{m.oversight_health_none_text()}</p>
        </Notice>
      ) : (
        <Panel title={m.oversight_health_wanting({ count: wanting.length })}>
          <ul className="health">
            {wanting.map((one) => (
              <Wanting key={one.subject} line={one} />
            ))}
          </ul>
        </Panel>
      )}
      {noted.length === 0 ? null : (
        <Panel title={m.oversight_health_noted({ count: noted.length })}>
          <ul className="health">
            {noted.map((one) => (
              <Wanting key={one.subject} line={one} />
            ))}
          </ul>
        </Panel>
      )}
      <Panel title={m.oversight_health_well({ count: well.length })}>
        <ul className="health health-well">
          {well.map((one) => (
            <li key={one.subject}>
              <span>{subjectWords[one.subject]()}</span>
              <span className="health-figure">{figureWord(one)}</span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

const tones = { bad: 'urgent', warning: 'attention', notice: 'waiting', good: 'done' } as const

function Wanting({ line }: { line: Line }) {
  const figure = figureWord(line)
  const to = pageOf[line.subject]
  return (
    <li>
      <h3>
        <StatusLabel tone={tones[line.severity]}>{severityWords[line.severity]()}</StatusLabel>
        {subjectWords[line.subject]()}
        {figure ? <span className="health-figure">{figure}</span> : null}
      </h3>
      <p>
        {doWords[line.subject]()}{' '}
        {to ? (
          <Link to={to} className="link">
            {m.oversight_health_open()}
          </Link>
        ) : null}
      </p>
    </li>
  )
}
