import { useEffect, useRef, useState } from 'react'
import { askSeconds, endWhileAway, type IdleState, idleState, type Left, shouldTell } from './idle-clock.ts'

const acts = ['keydown', 'pointerdown', 'input'] as const

export interface Idle {
  state: IdleState | { kind: 'locked' }
  stay: () => void
  /** After the same person has signed in again. */
  unlock: () => void
}

/**
 * Follows the session's idle time. Her acts in any tab of this browser keep all of them awake; before locking, the
 * server is asked, because only its clock counts; while nobody answers, her own acts count.
 */
export function useIdle(secondsAtLoad: number): Idle {
  const [state, setState] = useState<Idle['state']>({ kind: 'awake' })
  const stay = useRef(() => {})
  const unlock = useRef(() => {})
  useEffect(() => {
    const channel = new BroadcastChannel('yorube-idle')
    let endsAt = Date.now() + secondsAtLoad * 1000
    let lastTold = Date.now()
    let lastAct = Date.now()
    let isAsking = false
    let isLocked = false
    const learn = (left: Left) => {
      if (left === 'gone') return
      endsAt = left === 'away' ? endWhileAway(endsAt, lastAct) : Date.now() + left * 1000
      if (left !== 'away') channel.postMessage(endsAt)
      setState(idleState(endsAt, Date.now()))
    }
    const tell = async () => {
      lastTold = Date.now()
      learn(await askSeconds(true))
    }
    const onAct = () => {
      lastAct = Date.now()
      if (!isLocked && shouldTell(idleState(endsAt, Date.now()), lastTold, Date.now())) void tell()
    }
    const look = async () => {
      if (isLocked || isAsking) return
      const now = idleState(endsAt, Date.now())
      if (now.kind !== 'due') return setState((before) => (isSame(before, now) ? before : now))
      isAsking = true
      const left = await askSeconds(false)
      isAsking = false
      const isOver =
        left === 'away' ? endWhileAway(endsAt, lastAct) <= Date.now() : left === 'gone' || left <= 0
      if (!isOver) return learn(left)
      isLocked = true
      setState({ kind: 'locked' })
    }
    stay.current = () => void tell()
    unlock.current = () => {
      isLocked = false
      void tell()
    }
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
  return { state, stay: () => stay.current(), unlock: () => unlock.current() }
}

function isSame(a: { kind: string; seconds?: number }, b: { kind: string; seconds?: number }): boolean {
  return a.kind === b.kind && a.seconds === b.seconds
}
