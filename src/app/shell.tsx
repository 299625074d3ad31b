import { useEffect, useState } from 'react'
import { Form, Link, Outlet, useLoaderData } from 'react-router'
import { AskAgain } from '../modules/accounts/web/ask-again.tsx'
import { IdleLock } from '../modules/accounts/web/idle-lock.tsx'
import { LeaveGuard } from '../modules/drafts/web/leave-guard.tsx'
import { isPageKept } from '../modules/drafts/web/open-keepers.ts'
import { UnfinishedForms } from '../modules/drafts/web/unfinished-forms.tsx'
import { CommandPalette } from '../modules/search/web/command-palette.tsx'
import { SearchReach } from '../modules/search/web/reach.ts'
import { framePage } from '../modules/today/frame-page.ts'
import { look, page } from '../platform/http/page.ts'
import { m } from '../platform/words/words.ts'
import { settlePress } from '../ui/form/sending.ts'
import { noteWriter } from '../ui/form/writer.ts'
import { Icon } from '../ui/icon.tsx'
import { LanguageLinks } from '../ui/layout/language-links.tsx'
import { Shell } from '../ui/layout/shell.tsx'
import { navigation, places } from './navigation.ts'
import { useLiveNews } from './use-live-news.ts'

export const loader = page({ frame: look(framePage, () => ({})) })

/** The frame around every page of a signed-in person. */
export default function SignedIn() {
  const { frame } = useLoaderData<typeof loader>()
  const { me } = frame
  const unread = useLiveNews(frame.unread)
  const owner = useOwner(me)
  const reach = me.permissions.includes('search.run') ? 'everything' : 'network'
  return (
    <IdleLock
      seconds={me.secondsToIdleLock}
      login={owner.login}
      displayName={owner.displayName}
      isKept={isPageKept}
    >
      <SearchReach value={reach}>
        <Shell
          product={m.shell_product()}
          homeTo="/today"
          nav={navigation(me.permissions)}
          command={<CommandPalette places={places(me.permissions)} />}
          account={<Account me={me} unread={unread} />}
          sampleNotice={me.isSample ? m.shell_sample_notice() : undefined}
          footer={<LanguageLinks action="/language" />}
        >
          <UnfinishedForms />
          <Outlet />
        </Shell>
      </SearchReach>
      <LeaveGuard />
      <AskAgain login={owner.login} displayName={owner.displayName} />
    </IdleLock>
  )
}

interface AccountProps {
  me: Pick<Awaited<ReturnType<typeof loader>>['frame']['me'], 'desks' | 'displayName' | 'tenantName'>
  unread: number
}

/** News, in whose name and for which desk one works, and the way out. */
function Account({ me, unread }: AccountProps) {
  const [desk, ...others] = me.desks
  const rest = others.length > 0 ? ` ${m.shell_other_desks({ count: others.length })}` : ''
  return (
    <>
      <Link to="/notices" className="shell-news" aria-live="polite">
        <Icon name="bell" />
        <span className="sr-only">
          {unread > 0 ? m.shell_unread({ count: unread }) : m.shell_no_unread()}
        </span>
        {unread > 0 ? (
          <span className="count" aria-hidden="true">
            {unread}
          </span>
        ) : null}
      </Link>
      <Link to="/account" className="shell-me">
        <span>{me.displayName}</span>
        <small>
          {desk?.name ?? me.tenantName}
          {rest}
        </small>
      </Link>
      <Form method="post" action="/sign-out">
        <button type="submit" name="intent" value="signOut" className="shell-leave">
          <Icon name="leave" />
          <span>{m.shell_sign_out()}</span>
        </button>
      </Form>
    </>
  )
}

/**
 * Whose window this is. Another person may sign in beside it, under the same cookie: then nothing of the first one's
 * page goes on under the second one's name. It is loaded anew, or waits for its owner while it holds unkept words.
 */
function useOwner<Me extends { userId: string }>(me: Me): Me {
  const [owner] = useState(me)
  useEffect(() => noteWriter(owner.userId), [owner.userId])
  useEffect(() => {
    if (me.userId === owner.userId) return
    if (isPageKept()) window.location.reload()
    else void settlePress(null, 'signed-out')
  }, [me.userId, owner.userId])
  return owner
}
