import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchWords } from '../../../ui/lookup/match.ts'
import { piecesOf } from './marked.tsx'

/** The text with the marked pieces in brackets. */
const marked = (text: string, typed: string) =>
  piecesOf(
    text,
    searchWords(typed).map((word) => word.key),
  )
    .map((piece) => (piece.isMarked ? `[${piece.text}]` : piece.text))
    .join('')

test.each([
  ['髙﨑 花子', '高崎', '[髙﨑] 花子'],
  ['タカサキ ハナコ', 'はな', 'タカサキ [ハナ]コ'],
  ['ﾜﾀﾅﾍﾞ', 'なべ', 'ﾜﾀ[ﾅﾍﾞ]'],
  ['R8-0412\u3000転居の相談', 'r80412', '[R8-0412]\u3000転居の相談'],
  ['090-0000-1234', '1234', '090-0000-[1234]'],
  ['架空 花', '空花', '架[空 花]'],
  ['架空 花', '別人', '架空 花'],
  ['架空 花', 'かくう 花', '架空 [花]'],
])('%s, looked for as %s', (text, typed, shown) => {
  expect(marked(text, typed)).toBe(shown)
})

test('marking never changes a text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      (text, typed) => {
        expect(
          piecesOf(text, [typed])
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      },
    ),
  )
})
