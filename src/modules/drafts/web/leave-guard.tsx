import { useEffect, useState } from 'react'
import { useBlocker } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { serverAnswers } from '../../../ui/form/server-answers.ts'
import { isPageKept, isPageTouched, keepPage } from './open-keepers.ts'

type Why = 'unreachable' | 'unkept'

/**
 * A page with words that have not been sent is left only when they are kept and the server is there to show the next
 * one; otherwise it stays, and says why. One for the whole frame: a router knows a single blocker.
 */
export function LeaveGuard() {
  const [why, setWhy] = useState<Why | null>(null)
  const blocker = useBlocker(
    ({ currentLocation: here, nextLocation: there }) =>
      isPageTouched() && (here.pathname !== there.pathname || here.search !== there.search),
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    let isOver = false
    void findObstacle().then((found) => {
      if (isOver) return
      if (!found) return blocker.proceed()
      setWhy(found)
      if (found === 'unreachable') blocker.reset()
    })
    return () => {
      isOver = true
    }
  }, [blocker])
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!isPageKept()) event.preventDefault()
    }
    window.addEventListener('beforeunload', onUnload)
    return () => window.removeEventListener('beforeunload', onUnload)
  }, [])
  const stay = () => {
    setWhy(null)
    if (blocker.state === 'blocked') blocker.reset()
  }
  const leave = () => {
    setWhy(null)
    if (blocker.state === 'blocked') blocker.proceed()
  }
  return (
    <Dialog
      isOpen={why !== null}
      onClose={stay}
      title={why === 'unkept' ? m.drafts_leave_unkept_title() : m.drafts_leave_unreachable_title()}
      actions={
        <>
          <Button variant="primary" onClick={stay}>
            {why === 'unkept' ? m.drafts_leave_stay() : m.drafts_leave_go_on()}
          </Button>
          {why === 'unkept' ? (
            <Button variant="danger" onClick={leave}>
              {m.drafts_leave_anyway()}
            </Button>
          ) : null}
        </>
      }
    >
      <p>{why === 'unkept' ? m.drafts_leave_unkept() : m.drafts_leave_unreachable()}</p>
    </Dialog>
  )
}

async function findObstacle(): Promise<Why | null> {
  const isKept = await keepPage()
  if (!(await serverAnswers())) return 'unreachable'
  return isKept ? null : 'unkept'
}
