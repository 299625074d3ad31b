import { useEffect, useRef } from 'react'
import { Form, useNavigation } from 'react-router'
import { getLocale } from '../../../platform/words/locale.ts'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/layout/panel.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { dayOf, formatDay } from '../../../ui/wareki/format-japanese-date.ts'
import type { renewKey } from '../renew-key.ts'
import type { DeskMembers } from './desk-members.ts'
import type { OutputOf } from './outcome.ts'

export type Renewed = OutputOf<typeof renewKey>
type DeskKey = NonNullable<DeskMembers['key']>

const dayWord = (at: Date) => formatDay(dayOf(at), getLocale())
const tones = { due: undefined, late: 'warning', red: 'error' } as const

/** What stands at the top of the desk's page while its key should be renewed, or is being renewed. */
export function KeyRenewal({
  desk,
  deskKey,
  done,
}: {
  desk: DeskMembers
  deskKey: DeskKey
  done: Renewed | undefined
}) {
  if (deskKey.isBegun) return <Going deskKey={deskKey} done={done} />
  if (done?.left === 0)
    return (
      <Notice tone="success" title={m.accounts_renew_done_title()} live>
        <p>{m.accounts_renew_done_text()}</p>
      </Notice>
    )
  if (!deskKey.dueSince) return null
  const tone = tones[deskKey.urgency ?? 'due']
  return (
    <Notice {...(tone && { tone })} title={m.accounts_renew_due_title()}>
      <p>{m.accounts_members_rotate_text({ day: dayWord(deskKey.dueSince) })}</p>
      {desk.leavers.length > 0 ? (
        <ul className="list-disc ps-5">
          {desk.leavers.map(({ displayName, leftAt }) => (
            <li key={displayName + leftAt.toISOString()}>
              {m.accounts_members_left({ name: displayName, day: dayWord(leftAt) })}
            </li>
          ))}
        </ul>
      ) : null}
      <p>{m.accounts_members_rotate_meaning()}</p>
      {deskKey.mayRenew ? <RenewButton deskKey={deskKey} isMain /> : <p>{m.accounts_renew_by_lead()}</p>}
    </Notice>
  )
}

/** Piece by piece: the page asks for the next one by itself, and whoever comes back later goes on by the button. */
function Going({ deskKey, done }: { deskKey: DeskKey; done: Renewed | undefined }) {
  const form = useRef<HTMLFormElement>(null)
  const { state } = useNavigation()
  const goesOn = deskKey.mayRenew && done !== undefined && done.left > 0 && !done.isStuck
  useEffect(() => {
    if (goesOn && state === 'idle') form.current?.requestSubmit()
  }, [goesOn, state])
  return (
    <Notice tone="warning" title={m.accounts_renew_going_title()} live>
      <p>{m.accounts_renew_going_text()}</p>
      {done && done.left > 0 ? <p>{m.accounts_renew_left({ count: done.left })}</p> : null}
      {done?.isStuck ? <p>{m.accounts_renew_stuck()}</p> : null}
      {deskKey.mayRenew ? (
        <RenewForm deskKey={deskKey} form={form}>
          <Button type="submit" name="intent" value="renew" variant="primary">
            {m.accounts_renew_go_on()}
          </Button>
        </RenewForm>
      ) : (
        <p>{m.accounts_renew_by_lead()}</p>
      )}
    </Notice>
  )
}

/** Where nobody has left: a key may have become known in another way. */
export function RenewPanel({ deskKey }: { deskKey: DeskKey }) {
  return (
    <Panel title={m.accounts_renew_panel_title()}>
      <details>
        <summary className="button button-quiet button-small">{m.accounts_renew_panel_open()}</summary>
        <p className="my-2">{m.accounts_renew_panel_text()}</p>
        <RenewButton deskKey={deskKey} />
      </details>
    </Panel>
  )
}

function RenewButton({ deskKey, isMain = false }: { deskKey: DeskKey; isMain?: boolean }) {
  return (
    <RenewForm deskKey={deskKey}>
      <Button type="submit" name="intent" value="renew" {...(isMain && { variant: 'primary' })}>
        {m.accounts_renew_button()}
      </Button>
    </RenewForm>
  )
}

function RenewForm({
  deskKey,
  form,
  children,
}: {
  deskKey: DeskKey
  form?: React.RefObject<HTMLFormElement | null>
  children: React.ReactNode
}) {
  return (
    <Form method="post" className="mt-2" {...(form && { ref: form })}>
      <input type="hidden" name="epoch" value={deskKey.epoch} />
      <input type="hidden" name="intent" value="renew" />
      {children}
    </Form>
  )
}
