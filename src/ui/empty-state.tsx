import type { ReactNode } from 'react'

interface EmptyStateProps {
  title: string
  /** What will appear here, and what makes it appear. */
  text: string
  action?: ReactNode
}

export function EmptyState({ title, text, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <p className="text-std-17B-170">{title}</p>
      <p>{text}</p>
      {action}
    </div>
  )
}
