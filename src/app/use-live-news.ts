import { useEffect, useRef, useState } from 'react'
import { useRevalidator } from 'react-router'
import { quietly } from '../platform/http/quiet.ts'

/**
 * Hears that something changed and reads the page anew. Only the visible tab listens, and reading anew does not count
 * as an act of the person: an unattended page still locks. Answers how many notices are unread.
 */
export function useLiveNews(initial: number): number {
  const [unread, setUnread] = useState(initial)
  const { revalidate } = useRevalidator()
  const isFirst = useRef(true)
  const unreadThen = useRef(initial)
  useEffect(() => {
    let source: EventSource | undefined
    const readAnew = () => quietly(revalidate)
    const close = () => {
      source?.close()
      source = undefined
    }
    const follow = () => {
      if (document.visibilityState !== 'visible') return close()
      if (source) return
      source = new EventSource('/live')
      source.addEventListener('news', ({ data }) => {
        setUnread(Number(data))
        // The first message says where we stand: news only if something came after the page was made. Coming back to
        // the tab may have missed some.
        if (!isFirst.current || Number(data) !== unreadThen.current) void readAnew()
        isFirst.current = false
      })
      source.addEventListener('still', ({ data }) => setUnread(Number(data)))
      // Newer windows of hers hear in its place; it listens again when it is next brought to the front.
      source.addEventListener('crowded', close)
      source.addEventListener('ended', () => {
        close()
        void readAnew()
      })
    }
    follow()
    document.addEventListener('visibilitychange', follow)
    return () => {
      document.removeEventListener('visibilitychange', follow)
      close()
    }
  }, [revalidate])
  return unread
}
