/** How long the next one has to wait for its turn. Who is late does not wait, so that the whole keeps its rate. */
export function paceFrom(began: number, perSecond?: number, now = () => performance.now()): () => number {
  let turns = 0
  return () => {
    if (perSecond === undefined) return 0
    const due = began + (turns * 1000) / perSecond
    turns += 1
    return due - now()
  }
}
