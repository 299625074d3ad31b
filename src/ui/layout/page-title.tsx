import type { ReactNode } from 'react'

interface PageTitleProps {
  title: string
  /** What it is, who is responsible, what comes next: one line. */
  lead?: ReactNode
  status?: ReactNode
  actions?: ReactNode
}

export function PageTitle({ title, lead, status, actions }: PageTitleProps) {
  return (
    <div className="page-title">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1>{title}</h1>
          {status}
        </div>
        {lead ? <p className="page-lead">{lead}</p> : null}
      </div>
      {actions ? <div className="page-actions">{actions}</div> : null}
    </div>
  )
}
