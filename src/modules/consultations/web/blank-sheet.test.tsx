import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { withLocale } from '../../../platform/words/request-locale.ts'
import { BackOfSheet, FrontOfSheet } from './blank-sheet.tsx'
import { SheetFields } from './sheet-fields.tsx'

const wordsIn = (html: string) => html.replace(/<[^>]*>/g, '\n')

/** Every label and legend of the form, and every choice that can be ticked. */
function fieldsOf(html: string): string[] {
  const labels = html.matchAll(/<(?:label|legend)\b[^>]*>(.*?)<\/(?:label|legend)>/gs)
  const texts = [...labels].map(([, inside = '']) =>
    inside
      .replace(/<kbd>.*?<\/kbd>/g, '')
      .replace(/<[^>]*>/g, '')
      .trim(),
  )
  return [...new Set(texts)]
}

const notOnPaper = new Set(['文字で絞る', 'Type to narrow'])

test.each(['ja', 'en'] as const)('the paper sheet asks for everything the screen asks for (%s)', (locale) => {
  withLocale(locale, () => {
    const screen = renderToStaticMarkup(<SheetFields values={{}} now={{}} errors={{}} />)
    const paper = wordsIn(
      renderToStaticMarkup(
        <>
          <FrontOfSheet />
          <BackOfSheet />
        </>,
      ),
    )
    const fields = fieldsOf(screen).filter((field) => !notOnPaper.has(field))
    expect(fields.length).toBeGreaterThan(120)
    expect(fields.filter((field) => !paper.includes(field))).toEqual([])
  })
})
