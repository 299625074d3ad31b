import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type NoticeTone = 'information' | 'success' | 'warning' | 'error'

const ICONS: Readonly<Record<NoticeTone, IconName>> = {
  information: 'note',
  success: 'check',
  warning: 'warning',
  error: 'warning',
}

interface NoticeProps {
  tone?: NoticeTone
  title: string
  /** `status` for what has just happened; leave out for what was already there when the page opened. */
  live?: boolean
  children?: ReactNode
}

export function Notice({ tone = 'information', title, live = false, children }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={live ? 'status' : undefined}>
      <Icon name={ICONS[tone]} size={24} />
      <div className="min-w-0">
        <p className="notice-title">{title}</p>
        {children}
      </div>
    </div>
  )
}
