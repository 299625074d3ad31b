import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False on the server and in the first render; then true. For controls that are dead without JavaScript. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
