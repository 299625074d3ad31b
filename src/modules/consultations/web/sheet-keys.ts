/** What the keyboard can do on the sheet, wherever one is. Pure; runs in the browser. */
export type SheetCommand =
  | { do: 'memo' | 'mark' | 'save' | 'takeBack' }
  | { do: 'section'; digit: number }
  | { do: 'count'; index: number }

export interface KeyPress {
  key: string
  code: string
  altKey: boolean
  ctrlKey: boolean
  shiftKey: boolean
  metaKey: boolean
  repeat: boolean
  isComposing: boolean
  /** 229 while an input method has the key, also where a browser forgets `isComposing`. */
  keyCode: number
  getModifierState: (name: 'AltGraph') => boolean
}

/**
 * One scheme: Alt with a number goes to a part of the sheet (0 is the memo), Alt and Shift with a number counts a call
 * that leaves no record, Alt M turns to the marks, Ctrl Enter saves. Function keys belong to the input method (F6–F10
 * convert, others are its dictionaries), Alt with the numbers of the keypad writes characters on Windows, Alt with most
 * letters opens a browser's menu, and screen readers own Ctrl Alt and the single keys.
 */
export function commandFor(press: KeyPress): SheetCommand | undefined {
  if (press.isComposing || press.keyCode === 229 || press.repeat) return undefined
  if (press.key === 'Enter') return savesWith(press) ? { do: 'save' } : undefined
  if (!press.altKey || press.ctrlKey || press.metaKey || press.getModifierState('AltGraph')) return undefined
  if (press.code === 'KeyM' && !press.shiftKey) return { do: 'mark' }
  // By its place on the board: with Shift, or on a Japanese layout, the character is another one.
  const digit = /^Digit(\d)$/.exec(press.code)?.[1]
  if (digit === undefined) return undefined
  return press.shiftKey ? countOf(Number(digit)) : partOf(Number(digit))
}

const savesWith = ({ ctrlKey, metaKey, altKey, shiftKey }: KeyPress) =>
  (ctrlKey || metaKey) && !altKey && !shiftKey

const partOf = (digit: number): SheetCommand => (digit === 0 ? { do: 'memo' } : { do: 'section', digit })

function countOf(digit: number): SheetCommand | undefined {
  if (digit === 0) return { do: 'takeBack' }
  return digit <= 3 ? { do: 'count', index: digit - 1 } : undefined
}
