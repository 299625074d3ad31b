import { useState } from 'react'
import { type ShouldRevalidateFunctionArgs, useActionData, useLocation } from 'react-router'
import { isUnsent } from './sending.ts'

/**
 * What the page's last form was answered. React Router forgets it whenever the page is read anew (somebody else changed
 * something), and with it the wording that stands beside another's; here it stays until the page is left or another
 * form is answered.
 */
export function useFormAnswer<Answer>(): Answer | undefined {
  const answer = useActionData() as Answer | undefined
  const { key } = useLocation()
  const [kept, setKept] = useState({ key, answer })
  const isNews = answer !== undefined && !isUnsent(answer)
  const shown = isNews ? answer : isUnsent(answer) || kept.key === key ? kept.answer : undefined
  if (kept.key !== key || kept.answer !== shown) setKept({ key, answer: shown })
  return shown
}

/**
 * For pages whose forms show a conflict: the newer wording has to come to stand beside what was typed. React Router
 * reads a page anew only when all went well.
 */
export function alsoAfterConflict({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus === 409 || defaultShouldRevalidate
}
