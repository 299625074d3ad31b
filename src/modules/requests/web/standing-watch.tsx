import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { useRevalidator } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { markShown, NoLonger } from './shared-no-longer.tsx'

const everyMs = 20_000

interface Standing {
  isOpen: boolean
  turn: number | null
}

/** Past React Router, whose error page would take the place of this one at every lost network. */
async function askStanding(requestId: string): Promise<Standing | 'read anew' | undefined> {
  try {
    const answer = await fetch(`/requests/${requestId}/standing`, { redirect: 'manual' })
    if (answer.ok) return ((await answer.json()) as { standing: Standing }).standing
    // The session ended, or the request is not ours any more: the page finds its own words.
    return answer.status >= 500 ? undefined : 'read anew'
  } catch {
    return undefined
  }
}

interface StandingWatchProps {
  requestId: string
  turn: number
  children: ReactNode
}

/**
 * While the page is open it asks whether the share still stands. When it has ended, the content leaves the screen at
 * once and a calm sentence takes its place; when the exchange moved on, the page offers to show it.
 */
export function StandingWatch({ requestId, turn, children }: StandingWatchProps) {
  const [standing, setStanding] = useState<Standing>()
  const { revalidate } = useRevalidator()
  const ask = useEffectEvent(async () => {
    if (document.visibilityState !== 'visible') return
    const answer = await askStanding(requestId)
    if (answer === 'read anew') void revalidate()
    else if (answer) setStanding(answer)
  })
  useEffect(() => {
    const timer = setInterval(() => void ask(), everyMs)
    const onSight = () => void ask()
    document.addEventListener('visibilitychange', onSight)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onSight)
    }
  }, [])
  const isGone = standing?.isOpen === false
  useEffect(markShown, [])
  if (isGone) return <NoLonger />
  const isBehind = standing?.turn !== undefined && standing.turn !== null && standing.turn > turn
  return (
    <>
      {isBehind ? (
        <div className="mb-4">
          <Notice title={m.requests_moved_on()} live>
            <Button size="small" onClick={() => void revalidate()}>
              {m.requests_show_new()}
            </Button>
          </Notice>
        </div>
      ) : null}
      {children}
    </>
  )
}
