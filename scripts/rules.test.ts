import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MODULES } from '../module-table.mjs'
import { japaneseOutsideCatalogues } from './japanese-outside-catalogues.ts'

const project = join(import.meta.dirname, '..')
const tool = (name: string) => realpathSync(join(project, 'node_modules/.bin', name))
let tree: string

const PLANTED: [rule: string, file: string, imports: string][] = [
  ['module-cases', 'src/modules/cases/open-case.ts', '../requests/index.ts'],
  ['front-door-only', 'src/modules/cases/close-case.ts', '../directory/desk.ts'],
  ['front-door-of-tests', 'src/modules/cases/close-case.test.ts', '../directory/desk.ts'],
  ['module-not-in-table', 'src/modules/gossip/index.ts', '../directory/index.ts'],
  ['only-app-imports-sample', 'src/intake/show.ts', '../modules/sample/index.ts'],
  ['sample-works-like-people', 'src/modules/sample/fill.ts', '../cases/store.ts'],
  ['platform-knows-no-domain', 'src/platform/clock.ts', '../modules/directory/index.ts'],
  ['ui-knows-no-domain', 'src/ui/button.ts', '../modules/directory/index.ts'],
  ['one-reading-of-the-code-lists', 'src/modules/directory/sex.ts', '../../../reference/codes/sex.json'],
  ['code-lists-know-nobody', 'src/codes/code-lists.ts', '../modules/directory/index.ts'],
  ['nobody-imports-app', 'src/ui/page.ts', '../app/staff.ts'],
  ['bench-uses-front-doors', 'bench/load.ts', '../src/modules/cases/store.ts'],
  ['nobody-imports-bench', 'src/platform/timed.ts', '../../bench/measure.ts'],
  ['one-door-to-the-database', 'src/modules/directory/desk.ts', 'pg'],
  ['one-door-to-the-keys', 'src/modules/directory/index.ts', 'sodium-native'],
  ['intake-never-vault', 'src/intake/answer.ts', '../platform/through.ts'],
  ['intake-knows-no-domain', 'src/intake/ask.ts', '../modules/directory/index.ts'],
  ['starts-without-the-catalogue', 'src/app/intake.ts', '../platform/speaks.ts'],
  ['pages-call-use-cases', 'src/modules/cases/web/case-page.ts', '../store.ts'],
  ['pages-call-use-cases', 'src/modules/cases/api.ts', '../../platform/db/pool.ts'],
  ['no-cycles', 'src/platform/hen.ts', './egg.ts'],
  ['resolvable', 'src/platform/lost.ts', './nowhere.ts'],
]
const INNOCENT: Record<string, string> = {
  'reference/codes/sex.json': '{}',
  'src/modules/requests/index.ts': '',
  'src/modules/requests/ask.ts': "import '../cases/index.ts'",
  'src/modules/cases/index.ts': '',
  'src/modules/cases/store.ts': "import '../../platform/db/pool.ts'",
  'src/modules/cases/list.test.ts': "import '../directory/testing.ts'",
  'src/modules/directory/testing.ts': '',
  'src/modules/sample/index.ts': "import '../cases/index.ts'",
  'src/platform/db/pool.ts': "import 'pg'",
  'src/platform/vault/index.ts': "import 'sodium-native'",
  'src/platform/through.ts': "import './vault/index.ts'",
  'src/platform/words/words.ts': '',
  'src/platform/speaks.ts': "import './words/words.ts'",
  'src/platform/egg.ts': "import './hen.ts'",
  'src/intake/seal.ts': "import 'sodium-native'",
  'src/app/staff.ts': "import '../modules/sample/index.ts'",
  'bench/measure.ts': "import 'pg'",
}

interface Cruise {
  summary: { totalCruised: number; violations: { from: string; to: string; rule: { name: string } }[] }
}

function cruise(folder: string): Cruise {
  const options = [
    '--config',
    join(project, '.dependency-cruiser.mjs'),
    '--output-type',
    'json',
    'src',
    'bench',
  ]
  const ran = spawnSync(process.execPath, [tool('depcruise'), ...options], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  return JSON.parse(ran.stdout)
}

function plant(file: string, text: string) {
  mkdirSync(dirname(join(tree, file)), { recursive: true })
  writeFileSync(join(tree, file), text)
}

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'rules-'))
  symlinkSync(join(project, 'node_modules'), join(tree, 'node_modules'))
  writeFileSync(join(tree, 'package.json'), '{ "dependencies": { "pg": "*", "sodium-native": "*" } }')
  for (const [file, text] of Object.entries(INNOCENT)) plant(file, text)
  // Only a type is imported: the rules hold for those too.
  for (const [, file, imports] of PLANTED)
    plant(file, `import type { X } from '${imports}'\nexport type Y = X\n`)
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

test('each planted breach of the import rules is caught under its name, and nothing else is', () => {
  const { violations } = cruise(tree).summary
  // A circle is told once, from whichever end.
  const caught = new Set(
    violations.flatMap(({ rule, from, to }) => [`${rule.name} ${from}`, `${rule.name} ${to}`]),
  )
  const missed = PLANTED.filter(([rule, file]) => !caught.has(`${rule} ${file}`))
  expect(missed).toEqual([])
  const guilty = new Set([...PLANTED.map(([, file]) => file), 'src/platform/egg.ts'])
  expect(violations.filter(({ from }) => !guilty.has(from))).toEqual([])
})

/** Others may have the machine: reading the whole product takes what it takes. */
const unhurried = { timeout: 180_000 }

test('the product itself keeps the rules, and is really read', unhurried, () => {
  const { totalCruised, violations } = cruise(project).summary
  expect(violations).toEqual([])
  expect(totalCruised).toBeGreaterThan(50)
})

test('the module table has no circle and names no stranger', () => {
  const table: Record<string, string[]> = MODULES
  const above = (name: string, seen: string[]): string[] => {
    expect(seen).not.toContain(name)
    expect(Object.keys(table)).toContain(name)
    return (table[name] ?? []).flatMap((next) => above(next, [...seen, name]))
  }
  for (const name of Object.keys(table)) above(name, [])
})

test('a file of more than 300 lines is caught, and one of 300 is not', unhurried, () => {
  const folder = join(tree, 'long')
  mkdirSync(folder)
  for (const lines of [300, 301]) {
    const text = Array.from({ length: lines }, (_, i) => `export const line${i} = ${i}\n`).join('')
    writeFileSync(join(folder, `of-${lines}.ts`), text)
  }
  const options = ['lint', `--config-path=${project}`, '--vcs-enabled=false', folder]
  const run = spawnSync(process.execPath, [tool('biome'), ...options], { cwd: tree, encoding: 'utf8' })
  expect(run.stdout + run.stderr).toContain('Checked 2 files')
  const found = [...run.stderr.matchAll(/(of-\d+\.ts)\S* (lint\/\S+)/g)].map(([, file, rule]) => [file, rule])
  expect(found).toEqual([['of-301.ts', 'lint/style/noExcessiveLinesPerFile']])
})

test('Japanese outside the catalogues is caught, and there is none', () => {
  plant('src/ui/greeting.ts', "// 挨拶\nexport const greeting = 'こんにちは'\n")
  plant('src/ui/greeting.test.ts', "export const expected = '今日は'\n")
  expect(japaneseOutsideCatalogues(tree)).toEqual(['src/ui/greeting.ts:2'])
  expect(japaneseOutsideCatalogues(project)).toEqual([])
})
