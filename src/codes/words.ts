import { getLocale } from '../platform/words/locale.ts'
import { broughtCode } from '../platform/words/one-language.ts'
import { type Code, type CodeList, codesOf, codesWithBlanks, labelOf } from './code-lists.ts'

/** The label of a code in the reader's language. */
export function nameOf(list: CodeList, code: string): string {
  return broughtCode(list, code)?.label ?? labelOf(list, code, getLocale())
}

export interface Choice {
  value: string
  label: string
  hint?: string
  kana?: string
}

export function choicesOf(list: CodeList): Choice[] {
  return codesOf(list).map((code) => choiceFrom(list, code))
}

/** With the three blanks at the end, in words. */
export function choicesWithBlanks(list: CodeList): Choice[] {
  return codesWithBlanks(list).map((code) => choiceFrom(list, code))
}

function choiceFrom(list: CodeList, code: Code): Choice {
  const brought = broughtCode(list, code.code)
  const hint = brought?.hint ?? code.hint?.[getLocale()]
  return {
    value: code.code,
    label: brought?.label ?? code[getLocale()],
    ...(hint ? { hint } : {}),
    ...(code.kana ? { kana: code.kana } : {}),
  }
}
