import { getLocale } from '../platform/words/locale.ts'
import { type Code, type CodeList, codesOf, codesWithBlanks, labelOf } from './code-lists.ts'

/** The label of a code in the reader's language. */
export function nameOf(list: CodeList, code: string): string {
  return labelOf(list, code, getLocale())
}

export interface Choice {
  value: string
  label: string
  hint?: string
  kana?: string
}

export function choicesOf(list: CodeList): Choice[] {
  return codesOf(list).map(choiceFrom)
}

/** With the three blanks at the end, in words. */
export function choicesWithBlanks(list: CodeList): Choice[] {
  return codesWithBlanks(list).map(choiceFrom)
}

function choiceFrom(code: Code): Choice {
  const hint = code.hint?.[getLocale()]
  return {
    value: code.code,
    label: code[getLocale()],
    ...(hint ? { hint } : {}),
    ...(code.kana ? { kana: code.kana } : {}),
  }
}
