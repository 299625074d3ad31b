/** Whom an ask is made for; the rules stand in `story/suiting-ask.ts`. */
export type AskedFor =
  | 'anybody'
  | 'children'
  | 'small_child'
  | 'school_child'
  | 'parted'
  | 'violence'
  | 'older'
  | 'foreign'
  | 'ill'
  | 'pregnant'
  | 'poor'

/** One thing that is asked, why, and what comes back: they belong together. */
export interface Ask {
  for: AskedFor
  title: string
  what: string
  why: string
  answers: readonly string[]
}

/** What the hub asks of a desk: by the desk's id in the reference network. */
export interface RequestTheme {
  kind: 'information' | 'procedure' | 'interview' | 'accompaniment' | 'protection' | 'watch' | 'other'
  items: readonly string[]
  asks: readonly Ask[]
}

/** A block for each ask: `for: title`, then what, why, and one or more answers, a line each. */
export function asks(text: string): Ask[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [head = '', what = '', why = '', ...answers] = block.split('\n').map((line) => line.trim())
      const [whom = '', title = ''] = head.split(': ')
      return { for: whom as AskedFor, title, what, why, answers }
    })
}
