import { useEffect, useState } from 'react'
import { useNavigation } from 'react-router'
import { m } from '../../platform/words/words.ts'

/** Whatever is quicker needs no word. */
const patienceMs = 1_500

/** Says that an answer is awaited, so that nobody takes a slow network for a dead button. */
export function WaitingLine() {
  const { state } = useNavigation()
  const isLong = useLongerThan(state !== 'idle', patienceMs)
  return (
    <div role="status" className={isLong ? 'waiting-line no-print' : 'sr-only'}>
      {isLong ? (state === 'submitting' ? m.ui_waiting_sent() : m.ui_waiting_page()) : ''}
    </div>
  )
}

function useLongerThan(isGoingOn: boolean, milliseconds: number): boolean {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (!isGoingOn) return
    const timer = setTimeout(() => setLong(true), milliseconds)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [isGoingOn, milliseconds])
  return isLong
}
