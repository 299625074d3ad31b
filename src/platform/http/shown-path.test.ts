import { expect, test } from 'vitest'
import { isDecodable, shownPath, wordsOfRoutes } from './shown-path.ts'

const known = wordsOfRoutes(['cases', 'cases/:caseId/files/:attachmentId', 'today/:matter'])

test('the log shows the words of our routes and random ids, and nothing else that was typed', () => {
  const id = crypto.randomUUID()
  expect(shownPath(`/cases/${id}/files/${id}`, known)).toBe(`/cases/${id}/files/${id}`)
  expect(shownPath(`/cases/${id}.data`, known)).toBe(`/cases/${id}`)
  expect(shownPath('/cases/mihon-hanako', known)).toBe('/cases/*')
  expect(shownPath('/%E0%A4%A', known)).toBe('/*')
  expect(shownPath('/today/caseId', known)).toBe('/today/*')
  expect(shownPath('/', known)).toBe('/')
})

test('an address that cannot be decoded is told from one that can', () => {
  expect(isDecodable('/cases/%E8%A6%8B')).toBe(true)
  expect(isDecodable('/%E0%A4%A')).toBe(false)
})
