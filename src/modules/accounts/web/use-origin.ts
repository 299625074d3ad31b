import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** This server's address as the reader's browser knows it; the server itself may stand behind a proxy. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => '',
  )
}
