import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { firstScript } from './first-script.ts'

interface Policy {
  createHTML: (text: string) => string | null
  createScript: (text: string) => string | null
  createScriptURL?: unknown
}

test('only what the server wrote into the page becomes a script again', () => {
  let whenRead = () => {}
  let policy: Policy | undefined
  const page = {
    document: { scripts: [{ text: 'own()' }, { text: '' }] },
    addEventListener: (_name: string, hear: () => void) => {
      whenRead = hear
    },
    trustedTypes: {
      createPolicy: (name: string, given: Policy) => {
        expect(name).toBe('default')
        policy = given
      },
    },
  }
  runInNewContext(firstScript, page)
  expect(policy?.createScript('own()')).toBeNull()
  whenRead()
  expect(policy?.createScript('own()')).toBe('own()')
  expect(policy?.createHTML('<script></script>')).toBe('<script></script>')
  for (const foreign of [
    '',
    'alert(1)',
    '<img onerror=alert(1)>',
    '<script>alert(1)</script>',
    'own();alert(1)',
  ])
    expect([policy?.createHTML(foreign), policy?.createScript(foreign)]).toEqual([null, null])
  expect(policy?.createScriptURL).toBeUndefined()
})

test('a browser without Trusted Types reads it without a word', () => {
  expect(() => runInNewContext(firstScript, { addEventListener: () => {} })).not.toThrow()
})

test('nothing else hands a text to the browser as a page or a script', () => {
  const root = join(import.meta.dirname, '..')
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.(tsx?|js)$/.test(one.name) && !/\.test\./.test(one.name))
    .map((one) => relative(root, join(one.parentPath, one.name)))
    .filter((file) => !/generated/.test(file))
  const sinks =
    /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\(|new Function\(/
  const found = files.filter((file) => sinks.test(readFileSync(join(root, file), 'utf8')))
  expect(found).toEqual(['app/root.tsx'])
})
