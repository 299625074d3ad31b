const WINDOW_MS = 1200

/**
 * Recognises Shift pressed and released three times in a row with nothing in between, so that capitals, Shift+arrow
 * selections and Japanese input never trigger it. Feed it every key press; true means: now.
 */
export function createTripleShift(): (key: string, isRepeat: boolean, at: number) => boolean {
  let presses: number[] = []
  return (key, isRepeat, at) => {
    if (key !== 'Shift') presses = []
    if (key !== 'Shift' || isRepeat) return false
    presses = [...presses.filter((press) => at - press < WINDOW_MS), at]
    if (presses.length < 3) return false
    presses = []
    return true
  }
}
