import { useEffect, useState } from 'react'
import type { SampleFilling } from '../sample-filling.ts'

/** Her own password and code where the instance is a sample; nothing elsewhere, and nothing when nobody answers. */
export function useSampleFilling(isAsked: boolean): SampleFilling | null {
  const [filled, setFilled] = useState<SampleFilling | null>(null)
  useEffect(() => {
    if (!isAsked) return
    const leave = new AbortController()
    void ask(leave.signal).then((found) => {
      if (!leave.signal.aborted) setFilled(found)
    })
    return () => leave.abort()
  }, [isAsked])
  return filled
}

async function ask(signal: AbortSignal): Promise<SampleFilling | null> {
  try {
    const answer = await fetch('/step-up/sample-filling', { redirect: 'manual', signal })
    if (!answer.ok) return null
    return ((await answer.json()) as { own: { filled: SampleFilling | null } }).own.filled
  } catch {
    return null
  }
}
