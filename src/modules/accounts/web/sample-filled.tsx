import { m } from '../../../platform/words/words.ts'
import { Notice } from '../../../ui/notice.tsx'
import type { SampleFilling } from '../sample-filling.ts'

/** Says that the fields hold what a sample put there, and from when its code is taken. */
export function SampleFilled({ title, filled }: { title: string; filled: SampleFilling }) {
  return (
    <Notice title={title}>
      {filled.acceptedIn > 0 ? <p>{m.accounts_sample_code_later({ seconds: filled.acceptedIn })}</p> : null}
    </Notice>
  )
}
