import { useSyncExternalStore } from 'react'
import { canUseKeys } from './security-key.ts'

const never = () => () => undefined

/** Whether security keys work in this browser at this address; nobody knows before the page is awake. */
export function useKeys(): boolean {
  return useSyncExternalStore(never, canUseKeys, () => false)
}
