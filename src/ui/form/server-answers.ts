import { useEffect, useState } from 'react'

const answerWithinMs = 5_000
const askEveryMs = 3_000

/** Whether the server and its database answer now. Says nothing about the session. */
export async function serverAnswers(): Promise<boolean> {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(answerWithinMs) })
    return answer.ok
  } catch {
    return false
  }
}

/** Becomes true once the server answers again; asks only while `isWaiting`. */
export function useServerIsBack(isWaiting: boolean): boolean {
  const [isBack, setBack] = useState(false)
  useEffect(() => {
    setBack(false)
    if (!isWaiting) return
    let isGone = false
    const ask = async () => {
      const answers = await serverAnswers()
      if (!isGone) setBack(answers)
    }
    const timer = setInterval(() => void ask(), askEveryMs)
    const onOnline = () => void ask()
    window.addEventListener('online', onOnline)
    return () => {
      isGone = true
      clearInterval(timer)
      window.removeEventListener('online', onOnline)
    }
  }, [isWaiting])
  return isBack
}
