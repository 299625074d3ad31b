import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')
const definition = /\bdefine(UseCase|Entrance)\(\{\s*name: '([^']+)'/g

/** What two places define by the same name: the second to be loaded in a process fails. */
function definedTwice(texts: readonly (readonly [file: string, text: string])[]): string[] {
  const placesOf = new Map<string, string[]>()
  for (const [file, text] of texts)
    for (const [, kind, name] of text.matchAll(definition)) {
      const key = `${kind} ${name}`
      placesOf.set(key, [...(placesOf.get(key) ?? []), file])
    }
  return [...placesOf]
    .filter(([, files]) => files.length > 1)
    .map(([key, files]) => `${key}: ${files.join(', ')}`)
}

function sourcesIn(folder: string): [file: string, text: string][] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => [relative(project, file), readFileSync(file, 'utf8')])
}

test('an act that two files define by the same name is found', () => {
  const act = (name: string) =>
    `const act = defineUseCase({\n  name: '${name}',\n  permission: 'account.read' })`
  const entrance = "defineEntrance({ name: 'test.act' })"
  expect(
    definedTwice([
      ['a', act('test.act')],
      ['b', act('test.other')],
      ['c', entrance],
    ]),
  ).toEqual([])
  expect(
    definedTwice([
      ['a', act('test.act')],
      ['b', act('test.other')],
      ['c', act('test.act')],
    ]),
  ).toEqual(['UseCase test.act: a, c'])
})

// Files of tests share what they load (`isolate: false`): which ones meet in one worker is chance.
test('no act and no entrance has the name of another, in tests neither', () => {
  const texts = ['src', 'drills', 'bench', 'e2e'].flatMap(sourcesIn)
  const all = texts.flatMap(([, text]) => [...text.matchAll(definition)])
  expect(all.filter(([, , name]) => name?.startsWith('test.')).length).toBeGreaterThan(10)
  expect(definedTwice(texts)).toEqual([])
})
