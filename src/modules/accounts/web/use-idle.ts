import { useEffect, useRef, useState } from 'react'
import { askSeconds, type IdleState, idleState, shouldTell } from './idle-clock.ts'

const acts = ['keydown', 'pointerdown', 'input'] as const

/**
 * Follows the session's idle time. Her acts in any tab of this browser keep all of them awake; before locking, the
 * server is asked, because only its clock counts. `locked` stays: a new sign-in loads the page anew.
 */
export function useIdle(secondsAtLoad: number): { state: IdleState | { kind: 'locked' }; stay: () => void } {
  const [state, setState] = useState<IdleState | { kind: 'locked' }>({ kind: 'awake' })
  const stay = useRef(() => {})
  useEffect(() => {
    const channel = new BroadcastChannel('yorube-idle')
    let endsAt = Date.now() + secondsAtLoad * 1000
    let lastTold = Date.now()
    let isAsking = false
    let isLocked = false
    const learn = (seconds: number | null) => {
      if (seconds === null) return
      endsAt = Date.now() + seconds * 1000
      channel.postMessage(endsAt)
      setState(idleState(endsAt, Date.now()))
    }
    const tell = async () => {
      lastTold = Date.now()
      learn(await askSeconds(true))
    }
    const onAct = () => {
      if (!isLocked && shouldTell(idleState(endsAt, Date.now()), lastTold, Date.now())) void tell()
    }
    const look = async () => {
      if (isLocked || isAsking) return
      const now = idleState(endsAt, Date.now())
      if (now.kind !== 'due') return setState((before) => (isSame(before, now) ? before : now))
      isAsking = true
      const seconds = await askSeconds(false)
      isAsking = false
      if (seconds !== null && seconds > 0) return learn(seconds)
      isLocked = true
      setState({ kind: 'locked' })
    }
    stay.current = () => void tell()
    channel.onmessage = ({ data }) => {
      if (typeof data === 'number' && data > endsAt) endsAt = data
    }
    const timer = setInterval(() => void look(), 1000)
    document.addEventListener('visibilitychange', look)
    for (const act of acts) document.addEventListener(act, onAct, { capture: true, passive: true })
    return () => {
      clearInterval(timer)
      channel.close()
      document.removeEventListener('visibilitychange', look)
      for (const act of acts) document.removeEventListener(act, onAct, { capture: true })
    }
  }, [secondsAtLoad])
  return { state, stay: () => stay.current() }
}

function isSame(a: { kind: string; seconds?: number }, b: { kind: string; seconds?: number }): boolean {
  return a.kind === b.kind && a.seconds === b.seconds
}
