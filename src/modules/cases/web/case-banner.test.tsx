import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { m } from '../../../platform/words/words.ts'
import { CaseBanner } from './case-banner.tsx'

test('where the plan cannot be opened the banner says not to contact her', () => {
  expect(renderToStaticMarkup(<CaseBanner safety={null} />)).toContain(m.cases_safety_cannot_open())
})
