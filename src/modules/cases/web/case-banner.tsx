import { m } from '../../../platform/words/words.ts'
import { SafetyBanner } from '../../../ui/safety-banner.tsx'
import type { SafetyDocument } from '../contract.ts'
import { counterpartSentence, headline, neverSentence } from './safety-sentence.ts'

/** Stands on every page of a case, and stays in sight. */
export function CaseBanner({ safety }: { safety: SafetyDocument | null }) {
  if (!safety) return <SafetyBanner headline={m.cases_safety_cannot_open()} items={[]} />
  const orUnknown = (text: string) => text || m.cases_safe_unknown()
  return (
    <SafetyBanner
      headline={headline(safety)}
      items={[
        { term: m.cases_safe_never(), text: orUnknown(neverSentence(safety)) },
        { term: m.cases_safe_counterpart(), text: orUnknown(counterpartSentence(safety)) },
      ]}
    />
  )
}
