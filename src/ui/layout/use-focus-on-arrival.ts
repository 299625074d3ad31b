import { useEffect, useRef } from 'react'

/**
 * A page that comes without being loaded says nothing of itself to whoever does not see it, and its focus falls to the
 * document. Its heading takes it, unless the page has put the cursor somewhere already.
 */
export function useFocusOnArrival(pathname: string): void {
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const heading = document.querySelector<HTMLElement>('main h1')
    if (!heading) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }, [pathname])
}
