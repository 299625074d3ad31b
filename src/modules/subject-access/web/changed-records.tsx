import { Form, Link } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import type { ShownAccess } from '../show-access.ts'
import { recordName } from './access-words.ts'

/** As many as somebody reads one by one; the list below marks them all. */
const mostNamed = 20

/** Which records are no longer what was proposed or decided about, and what to do. */
export function ChangedRecords({ found }: { found: ShownAccess }) {
  const changed = found.items.filter((item) => item.isChanged)
  const isProposed = found.state === 'identified'
  if (changed.length === 0 || !(isProposed || found.isGivenOtherwise)) return null
  return (
    <Notice tone="warning" title={m.access_changed_title({ count: changed.length })}>
      <ul className="list-disc pl-6">
        {changed.slice(0, mostNamed).map((item) => (
          <li key={item.id}>
            <Link to={item.href} className="link">
              {recordName(item)}
            </Link>
          </li>
        ))}
        {changed.length > mostNamed ? (
          <li>{m.access_changed_more({ count: changed.length - mostNamed })}</li>
        ) : null}
      </ul>
      <p className="mt-2">{textOf(found.state)}</p>
      {found.state === 'decided' ? (
        <Form method="post" className="mt-2">
          <Button type="submit" variant="primary" name="intent" value="reopen">
            {m.access_reopen_do()}
          </Button>
        </Form>
      ) : null}
    </Notice>
  )
}

function textOf(state: ShownAccess['state']): string {
  if (state === 'identified') return m.access_changed_proposed_text()
  return state === 'decided' ? m.access_changed_decided_text() : m.access_changed_given_text()
}
