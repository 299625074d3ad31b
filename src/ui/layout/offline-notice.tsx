import { useSyncExternalStore } from 'react'
import { m } from '../../platform/words/words.ts'

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange)
  window.addEventListener('offline', onChange)
  return () => {
    window.removeEventListener('online', onChange)
    window.removeEventListener('offline', onChange)
  }
}

export function OfflineNotice() {
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  )
  return (
    <div role="status" className={isOnline ? 'sr-only' : 'offline-notice'}>
      {isOnline ? '' : m.ui_offline()}
    </div>
  )
}
