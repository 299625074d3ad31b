import { m } from '../platform/words/words.ts'

/** Purpose and result of an audit line in words. Browser-safe. */
const purposes: Readonly<Record<string, () => string>> = {
  support: m.oversight_purpose_support,
  protection: m.oversight_purpose_protection,
  coordination: m.oversight_purpose_coordination,
  administration: m.oversight_purpose_administration,
  oversight: m.oversight_purpose_oversight,
  'own-account': m.oversight_purpose_own_account,
}

export function purposeWord(purpose: string): string {
  return purposes[purpose]?.() ?? purpose
}

const results: Readonly<Record<string, () => string>> = {
  ok: m.oversight_result_ok,
  absent: m.oversight_result_absent,
  refused: m.oversight_result_refused,
  failed: m.oversight_result_failed,
  unopenable: m.oversight_result_unopenable,
}

export function resultWord(result: string): string {
  return results[result]?.() ?? result
}
