import type { DraftKeeper } from './draft-keeper.ts'

/** The keepers of the forms on this page, whichever module's they are: for leaving it, and for the idle lock. */
const open = new Set<DraftKeeper>()

/** Answers how to take it off the list again. */
export function addKeeper(keeper: DraftKeeper): () => void {
  open.add(keeper)
  return () => open.delete(keeper)
}

/** Something was typed on this page that has not been sent. */
export function isPageTouched(): boolean {
  return [...open].some((keeper) => keeper.isTouched)
}

/** Whether all that was typed on this page is on the server. */
export function isPageKept(): boolean {
  return [...open].every((keeper) => keeper.isKept)
}

/** Keeps what is not kept yet; answers whether everything is. */
export async function keepPage(): Promise<boolean> {
  const kept = await Promise.all([...open].map((keeper) => keeper.isKept || keeper.flush()))
  return kept.every(Boolean)
}
