import { type ReactNode, useEffect, useRef } from 'react'
import { useFetcher, useRevalidator } from 'react-router'
import { m } from '../../../platform/words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { markShown, NoLonger } from './shared-no-longer.tsx'

const everyMs = 20_000

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
  const fetcher = useFetcher<{ standing: { isOpen: boolean; turn: number | null } }>()
  const { revalidate } = useRevalidator()
  const ask = useRef(() => {})
  ask.current = () => {
    if (document.visibilityState === 'visible' && fetcher.state === 'idle')
      void fetcher.load(`/requests/${requestId}/standing`)
  }
  useEffect(() => {
    const timer = setInterval(() => ask.current(), everyMs)
    const onSight = () => ask.current()
    document.addEventListener('visibilitychange', onSight)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onSight)
    }
  }, [])
  const standing = fetcher.data?.standing
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
