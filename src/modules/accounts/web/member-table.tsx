import { Form } from 'react-router'
import { spaced } from '../../../platform/words/joining.ts'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import { roleWord, stateWords } from './account-words.ts'
import type { DeskMembers } from './desk-members.ts'

type Member = DeskMembers['members'][number]

export function MemberTable({ desk }: { desk: DeskMembers }) {
  return (
    <DataTable
      caption={m.accounts_members_now()}
      captionHidden
      rows={desk.members}
      rowKey={(row) => row.userId}
      columns={[
        {
          key: 'name',
          header: m.accounts_display_name(),
          cell: (row) => (
            <>
              {row.displayName} <span className="hint">{row.login}</span>
            </>
          ),
        },
        { key: 'role', header: m.accounts_role(), cell: (row) => roleWord(row.role) },
        {
          key: 'state',
          header: m.accounts_state(),
          cell: (row) => spaced([stateWords[row.state](), periodWord(row)]),
        },
        ...(desk.mayRemove
          ? [{ key: 'acts', header: m.accounts_acts(), cell: (row: Member) => <RemoveForm member={row} /> }]
          : []),
      ]}
    />
  )
}

export function periodWord({ firstDay, lastDay }: { firstDay: Date | null; lastDay: Date | null }): string {
  const word = (day: Date) => formatDay(dayOf(day), getLocale())
  return [
    firstDay ? m.accounts_period_from({ day: word(firstDay) }) : '',
    lastDay ? m.accounts_period_until({ day: word(lastDay) }) : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** Opened first, confirmed second: two acts, so that a slip of the hand removes nobody. */
function RemoveForm({ member }: { member: Member }) {
  return (
    <details>
      <summary className="button button-quiet button-small">{m.accounts_remove()}</summary>
      <Form method="post">
        <input type="hidden" name="userId" value={member.userId} />
        <p className="my-2">{m.accounts_remove_confirm({ name: member.displayName })}</p>
        <Button type="submit" name="intent" value="leave" size="small" variant="danger">
          {m.accounts_remove_button()}
        </Button>
      </Form>
    </details>
  )
}
