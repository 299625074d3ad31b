import { m } from '../../../platform/words/words.ts'
import { type TabLink, Tabs } from '../../../ui/tabs.tsx'

/** The pages of the directory; those for keeping it appear for those who keep it. */
export function DirectoryTabs({ canManage }: { canManage: boolean }) {
  const tabs: TabLink[] = [
    { to: '/directory', label: m.directory_nav_list() },
    { to: '/directory/windows', label: m.directory_nav_windows() },
    { to: '/directory/office-days', label: m.directory_nav_office_days() },
  ]
  if (canManage)
    tabs.push(
      { to: '/directory/pledges', label: m.directory_nav_pledges() },
      { to: '/directory/import', label: m.directory_nav_import() },
    )
  return <Tabs label={m.directory_nav_label()} tabs={tabs} />
}
