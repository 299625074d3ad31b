import { m } from '../../../platform/words/words.ts'

/** The sentence behind a catalogue key that the server answered with. */
export function wordsOf(key: string): string {
  const words = m as unknown as Record<string, (() => string) | undefined>
  return words[key]?.() ?? m.cases_error_general()
}
