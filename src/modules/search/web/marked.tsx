import { Fragment } from 'react'
import { searchKey } from '../../../ui/lookup/fold.ts'

interface Piece {
  text: string
  isMarked: boolean
}

/** A letter together with the sound mark or variation selector behind it. */
const letters = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/** A text with what was looked for marked in it, however it is written here. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return piecesOf(text, words).map((piece, at) => (
    // The pieces of one text have no names but their places.
    <Fragment key={`${at} ${piece.text}`}>{piece.isMarked ? <mark>{piece.text}</mark> : piece.text}</Fragment>
  ))
}

/** Each letter is folded by itself, so that a place in the folded text leads back to the letters as written. */
export function piecesOf(text: string, words: readonly string[]): Piece[] {
  const written = Array.from(letters.segment(text), ({ segment }) => ({ segment, key: searchKey(segment) }))
  const folded = written.map(({ key }) => key).join('')
  const spans = words.flatMap((word) => {
    const from = word === '' ? -1 : folded.indexOf(word)
    return from < 0 ? [] : [{ from, until: from + word.length }]
  })
  const pieces: Piece[] = []
  let at = 0
  for (const { segment, key } of written) {
    const [start, end] = [at, at + key.length]
    // What stands between two marked letters (a dash, a space) is marked with them.
    const isMarked = spans.some(({ from, until }) => start < until && end > from)
    const last = pieces.at(-1)
    if (last?.isMarked === isMarked) last.text += segment
    else pieces.push({ text: segment, isMarked })
    at = end
  }
  return pieces
}
