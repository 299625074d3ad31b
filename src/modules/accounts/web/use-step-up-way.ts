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

interface Answer {
  own: Pick<StepUpWay, 'filled'>
  way: Pick<StepUpWay, 'byDirectory'>
}

/** Null while it is not known yet. */
export function useStepUpWay(isAsked: boolean): StepUpWay | null {
  const [way, setWay] = useState<StepUpWay | null>(isAsked ? null : usualWay)
  useEffect(() => {
    if (!isAsked) return
    const leave = new AbortController()
    void fetch('/step-up/way', { redirect: 'manual', signal: leave.signal })
      .then((answer) => answer.json() as Promise<Answer>)
      .then(
        ({ own, way }) => ({ ...usualWay, ...own, ...way }),
        () => usualWay,
      )
      .then((found) => leave.signal.aborted || setWay(found))
    return () => leave.abort()
  }, [isAsked])
  return way
}
