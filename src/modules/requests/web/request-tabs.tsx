import { m } from '../../../platform/words/words.ts'
import { Tabs } from '../../../ui/tabs.tsx'

export function RequestTabs({ isHub }: { isHub: boolean }) {
  return (
    <Tabs
      label={m.requests_tabs()}
      tabs={[
        { to: '/requests', label: m.requests_tab_inbox() },
        ...(isHub
          ? [
              { to: '/requests/sent', label: m.requests_tab_sent() },
              { to: '/requests/decisions', label: m.requests_tab_decisions() },
              { to: '/requests/paper', label: m.requests_tab_paper() },
            ]
          : []),
        { to: '/requests/acts', label: m.requests_tab_acts() },
      ]}
    />
  )
}
