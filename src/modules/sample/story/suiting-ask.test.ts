import { expect, test } from 'vitest'
import { requestThemes } from '../content/city-requests.ts'
import { paperThemes, prefectureRequestThemes } from '../content/other-requests.ts'
import { themes } from '../content/themes.ts'
import { Dice } from '../world/dice.ts'
import type { Client } from './client.ts'
import { suitingAsk } from './suiting-ask.ts'

const all = Object.entries({ ...requestThemes, ...prefectureRequestThemes, ...paperThemes })

test('every ask is whole: a title, what, why, and an answer', () => {
  for (const [desk, theme] of all)
    for (const ask of theme.asks) {
      const said = [ask.title, ask.what, ask.why, ...ask.answers]
      expect(
        said.every((sentence) => sentence.length > 4),
        `${desk} ${ask.title}`,
      ).toBe(true)
      expect(ask.answers.length, `${desk} ${ask.title}`).toBeGreaterThan(0)
    }
})

test('a woman without children is asked nothing about any, whatever her theme', () => {
  const dice = new Dice('asks')
  for (const theme of themes)
    for (const [desk, asked] of Object.entries(requestThemes)) {
      const client = {
        theme,
        children: [],
        age: 34,
        relation: 'none',
        languages: ['ja'],
      } as unknown as Client
      const ask = suitingAsk(dice, asked, client)
      expect(ask?.for, desk).not.toMatch(/child|parted|older|foreign/)
      expect(ask, desk).toBeDefined()
    }
})
