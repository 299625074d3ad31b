import { expect, test } from 'vitest'
import { calmPage } from './calm-page.ts'

test('its style reaches the browser as it is written: in a style, an entity is no character', async () => {
  const page = await calmPage(404, 'n').text()
  const style = /<style nonce="n">([\s\S]*?)<\/style>/.exec(page)?.[1]
  expect(style).toContain('font:400 1rem/1.75 "BIZ UDPGothic"')
  expect(style).not.toContain('&')
})
