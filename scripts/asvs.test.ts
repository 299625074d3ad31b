import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { itemsOfStandard } from './lib/asvs-items.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const text = read('docs/asvs.md')
const states = ['met', 'partly', 'not yet', 'operator', 'exception', 'n/a']
const items = text
  .split('\n')
  .filter((line) => /^\| \d/.test(line) && line.split(' | ').length === 4)
  .map((line) => {
    const [id = '', level = '', state = '', evidence = ''] = line.slice(2, -2).split(' | ')
    return { id, level, state, evidence }
  })

/** What an item stands on: a file, a drill, a target of the drill `fuzz`, or tests that a command runs. */
interface Named {
  files: string[]
  drills: string[]
  targets: string[]
  tests: string[]
  /** What is said to stand in a file: the title of a test, a heading, a name. */
  places: { file: string; words: string }[]
}

function namedIn(evidence: string): Named {
  const ticked = [...evidence.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
  return {
    files: ticked.filter(
      (word) =>
        /^[\w.*-]+(\/[\w.*-]+)*\/?$/.test(word) &&
        /\.(tsx?|m?js|md|sql|txt|json|conf|service)$|^(deploy|src|docs|drills|e2e)\/|^\.(?!.*=)/.test(word),
    ),
    drills: ticked.flatMap((word) => /^npm run drill -- ([a-z]+)/.exec(word)?.[1] ?? []),
    targets: [...evidence.matchAll(/\btargets? ((?:[a-z-]+(?:, )?)+)/g)].flatMap(([, list = '']) =>
      list.split(', '),
    ),
    tests: ticked.flatMap((word) => /^npm test -- (.+)$/.exec(word)?.[1]?.split(' ') ?? []),
    places: [...evidence.matchAll(/`([\w./-]+)` (?:\(([^()`]+)\)|((?:"[^"]+"(?:, (?="))?)+))/g)].flatMap(
      ([, file = '', inside, titles = '']) =>
        (inside ? [inside] : titles.split(/^"|", "|"$/).filter((title) => title !== '')).map((words) => ({
          file,
          words,
        })),
    ),
  }
}

const testFiles = globSync('{src,e2e,drills,scripts,bench}/**/*.{test,e2e}.{ts,tsx}', { cwd: root })

test('every item of the standard is here once, with its level, or in a section that is left out as a whole', () => {
  expect(itemsOfStandard).toHaveLength(345)
  const listed = items.map(({ id, level }) => `${id} ${level}`)
  expect(new Set(listed).size).toBe(listed.length)
  const sectionOf = (item: string) => item.split('.').slice(0, 2).join('.')
  const sections = new Set(items.map(({ id }) => sectionOf(id)))
  const expected = itemsOfStandard.filter((item) => sections.has(sectionOf(item)))
  expect(listed).toEqual(expected)
  const leftOut = new Set(itemsOfStandard.map(sectionOf).filter((section) => !sections.has(section)))
  expect([...leftOut]).toEqual(['4.3', '4.4', '10.3', '10.4', '10.6', '10.7', '17.1', '17.2', '17.3'])
  expect(text).toContain(`Of 345 items ${345 - listed.length} are about what does not exist here at all`)
})

test('each has a state and says why, and the first two levels have no exceptions', () => {
  expect(items.filter(({ state }) => !states.includes(state))).toEqual([])
  expect(items.filter(({ level, state }) => level !== '3' && state === 'exception')).toEqual([])
  // What is missing, or why there is nothing of the kind, takes more than a word.
  const short = items.filter(({ state, evidence }) => evidence.length < (state === 'n/a' ? 5 : 20))
  expect(short).toEqual([])
})

test('the counts at the top are those of the list', () => {
  for (const level of ['1', '2', '3']) {
    const counts = states.map(
      (state) => items.filter((one) => one.level === level && one.state === state).length,
    )
    expect(text).toContain(`| ${level} | ${counts.join(' | ')} |`)
  }
})

test('whatever is met names something that can be opened or run', () => {
  const bare = items.filter(({ state, evidence }) => {
    const { files, drills, targets, tests } = namedIn(evidence)
    return state === 'met' && files.length + drills.length + targets.length + tests.length === 0
  })
  expect(bare).toEqual([])
})

test('files named as evidence are there, and so is what is said to stand in them', () => {
  const named = items.map(({ id, evidence }) => ({ id, ...namedIn(evidence) }))
  const files = named.flatMap(({ id, files }) => files.map((file) => `${id} ${file}`))
  expect(files.length).toBeGreaterThan(200)
  const isThere = (path: string) =>
    path.includes('*') ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path))
  expect(files.filter((one) => !isThere(one.split(' ')[1] ?? ''))).toEqual([])
  const places = named.flatMap(({ id, places }) => places.map((place) => ({ id, ...place })))
  expect(places.length).toBeGreaterThan(50)
  expect(
    places.filter(({ file, words }) => !existsSync(join(root, file)) || !read(file).includes(words)),
  ).toEqual([])
})

test('no ticked name escapes these checks by being written another way', () => {
  const odd = items.flatMap(({ id, evidence }) => {
    const { files } = namedIn(evidence)
    return [...evidence.matchAll(/`([^`]+)`/g)]
      .map(([, word = '']) => word)
      .filter(
        (word) => /\.(tsx?|mjs|md|sql)\b|\//.test(word) && !files.includes(word) && !/^(npm|[/-])/.test(word),
      )
      .map((word) => `${id} ${word}`)
  })
  expect(odd).toEqual([])
})

test('drills, their targets and tests named as evidence can be run', () => {
  const drills = [...read('drills/index.ts').matchAll(/^ {2}(\w+): \(\) =>/gm)].map(([, name]) => name)
  const targets = readdirSync(join(root, 'drills/fuzz/targets')).flatMap((file) =>
    [...read(`drills/fuzz/targets/${file}`).matchAll(/\bname: [`']([a-z-]+)[`']/g)].map(([, name]) => name),
  )
  const missing = items.flatMap(({ id, evidence }) => {
    const named = namedIn(evidence)
    return [
      ...named.drills.filter((name) => !drills.includes(name)),
      ...named.targets.filter((name) => !targets.includes(name)),
      ...named.tests.filter((part) => !testFiles.some((file) => file.includes(part))),
      ...named.files.filter(
        (file) => /\.(test|e2e)\.tsx?$/.test(file) && !/^\s*test(\.each)?\(/m.test(read(file)),
      ),
    ].map((name) => `${id} ${name}`)
  })
  expect(missing).toEqual([])
})

test('what the threat model and the papers beside it name is there, and their tests can be run', () => {
  for (const page of ['threat-model', 'security', 'limits', 'cryptography', 'logs']) {
    const words = read(`docs/${page}.md`)
    const files = [...words.matchAll(/`((?:src|e2e|scripts|docs|drills|deploy|reference)\/[\w./-]+)`/g)]
    const tests = [...words.matchAll(/`npm test -- ([^`]+)`/g)].flatMap(([, parts = '']) => parts.split(' '))
    const gone = [
      ...files
        .map(([, path = '']) => path)
        .filter((path) => globSync(`${path}*`, { cwd: root }).length === 0),
      ...tests.filter((part) => !testFiles.some((file) => file.includes(part))),
    ]
    expect([page, ...gone]).toEqual([page])
  }
})
