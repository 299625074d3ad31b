import { useEffect, useState } from 'react'
import type { SampleFilling } from '../sample-filling.ts'

export interface StepUpWay {
  /** Whether the office's directory has to show her first, and can at this address. */
  byDirectory: 'no' | 'required' | 'elsewhere'
  /** Her own password and code where the instance is a sample; nothing elsewhere. */
  filled: SampleFilling | null
}

/** The usual way, also when nobody answers: the server asks for what it wants in any case. */
const usualWay: StepUpWay = { byDirectory: 'no', filled: null }

/** Null while it is not known yet. */
export function useStepUpWay(isAsked: boolean): StepUpWay | null {
  const [way, setWay] = useState<StepUpWay | null>(isAsked ? null : usualWay)
  useEffect(() => {
    if (!isAsked) return
    const leave = new AbortController()
    void ask(leave.signal).then((found) => {
      if (!leave.signal.aborted) setWay(found)
    })
    return () => leave.abort()
  }, [isAsked])
  return way
}

async function ask(signal: AbortSignal): Promise<StepUpWay> {
  try {
    const answer = await fetch('/step-up/way', { redirect: 'manual', signal })
    if (!answer.ok) return usualWay
    const { own, way } = (await answer.json()) as {
      own: Pick<StepUpWay, 'filled'>
      way: Pick<StepUpWay, 'byDirectory'>
    }
    return { byDirectory: way.byDirectory, filled: own.filled }
  } catch {
    return usualWay
  }
}
