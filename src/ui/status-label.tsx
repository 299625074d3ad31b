export type StatusTone = 'waiting' | 'active' | 'done' | 'attention' | 'urgent' | 'closed'

// Word, shape and colour say the same thing three times; any one of them is enough.
const SHAPES: Readonly<Record<StatusTone, string>> = {
  waiting: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 1.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  active: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 1.5v6a3 3 0 0 1 0-6z',
  done: 'M1.5 6.3L4.7 9.5l6-6.5-1.2-1.1-4.8 5.2-2-2z',
  attention: 'M6 1L.5 11h11z',
  urgent: 'M6 0L12 6 6 12 0 6z',
  closed: 'M1.5 1.5h9v9h-9z',
}

export function StatusLabel({ tone, children }: { tone: StatusTone; children: string }) {
  return (
    <span className={`status status-${tone}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        <path d={SHAPES[tone]} fill="currentColor" fillRule="evenodd" />
      </svg>
      {children}
    </span>
  )
}
