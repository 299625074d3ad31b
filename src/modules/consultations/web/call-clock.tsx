import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { m } from '../../../platform/words/words.ts'

export interface CallClock {
  state: 'running' | 'stopped' | 'off'
  minutes: number
  stop: () => void
  goOn: () => void
}

const tickMs = 5_000
/** Written, not spoken: nobody is on the line. */
const withoutLine = new Set(['mail', 'letter'])

/**
 * Counts the minutes of the contact from the moment the sheet was opened into the field, until the lines are marked,
 * the clock is stopped or somebody writes there herself.
 */
export function useCallClock(isOn: boolean, channel: string): CallClock {
  const begun = useRef(0)
  const [state, setState] = useState<CallClock['state']>('off')
  const [minutes, setMinutes] = useState(0)
  const tell = useEffectEvent((now: number) => {
    setMinutes(now)
    const field = minutesField()
    if (field) field.value = String(now)
  })
  useEffect(() => {
    if (!isOn) return
    begun.current = Date.now()
    setState('running')
  }, [isOn])
  useEffect(() => {
    if (state !== 'running') return
    // A call of half a minute is one of a minute.
    const tick = () => tell(Math.max(1, Math.round((Date.now() - begun.current) / 60_000)))
    tick()
    const timer = setInterval(tick, tickMs)
    const field = minutesField()
    const stop = () => setState('off')
    field?.addEventListener('input', stop)
    return () => {
      clearInterval(timer)
      field?.removeEventListener('input', stop)
    }
  }, [state])
  const isWritten = withoutLine.has(channel)
  const drop = useEffectEvent(() => {
    const field = minutesField()
    if (state !== 'running' || !field) return
    field.value = ''
    setState('off')
  })
  useEffect(() => {
    if (isWritten) drop()
  }, [isWritten])
  return {
    state,
    minutes,
    stop: () => setState((now) => (now === 'running' ? 'stopped' : now)),
    goOn: () => setState('running'),
  }
}

function minutesField(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('#minutes')
}

/** In sight beside the memo; the field itself stands with how the contact came. */
export function CallClockLine({ clock }: { clock: CallClock }) {
  if (clock.state === 'off') return null
  const isRunning = clock.state === 'running'
  return (
    <p className="call-clock" data-running={isRunning}>
      <span>{m.consultations_clock({ minutes: clock.minutes })}</span>
      <button type="button" className="link-button" onClick={isRunning ? clock.stop : clock.goOn}>
        {isRunning ? m.consultations_clock_stop() : m.consultations_clock_go_on()}
      </button>
    </p>
  )
}
