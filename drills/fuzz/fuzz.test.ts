import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { Random } from '../random.ts'
import { readersOfText, readsOwnWords } from './readers.ts'
import { type Target, target } from './target.ts'
import { everyTarget } from './targets.ts'
import { type Failure, tryInputs } from './try-inputs.ts'

let targets: Target[]
beforeAll(async () => {
  targets = await everyTarget()
}, 60_000)

test('no reader stumbles over a few thousand hostile inputs (npm run drill -- fuzz throws a million at each)', async () => {
  for (const one of targets) expect(await tryForAMoment(one)).toEqual([])
}, 120_000)

test('what takes texts or bytes apart has a target, or a reason why not', () => {
  const tried = targets.flatMap((one) => one.of)
  const isTried = (file: string) =>
    tried.some((path) => path === file || (path.includes('*') && matches(path, file)))
  const forgotten = readersOfText().filter((file) => !isTried(file) && !(file in readsOwnWords))
  expect(forgotten, 'give these a target in drills/fuzz/targets').toEqual([])
})

test('targets and reasons name files that are there', () => {
  const named = [
    ...targets.flatMap((one) => one.of).filter((path) => !path.includes('*')),
    ...Object.keys(readsOwnWords),
  ]
  expect(named.filter((path) => !existsSync(join(import.meta.dirname, '../..', path)))).toEqual([])
  expect(new Set(targets.map((one) => one.name)).size).toBe(targets.length)
})

test('the drill would notice: a reader that throws, one that answers wrongly, and the same input for the same seed', async () => {
  const made: number[] = []
  const broken = target<number>({
    name: 'broken',
    of: [],
    make: (random) => random.below(10),
    read(input) {
      made.push(input)
      if (input === 3) throw new TypeError('stumbled')
    },
  })
  const failures = await tryInputs(broken, 5, { from: 0, count: 60 })
  expect(failures.length).toBeGreaterThan(0)
  const [failure] = failures
  const again = made[failure?.place ?? 0]
  made.length = 0
  expect(await tryInputs(broken, 5, { from: failure?.place ?? 0, count: 1 })).toMatchObject([
    { what: 'TypeError: stumbled' },
  ])
  expect(made).toEqual([again])
  expect(Random.at(5, 'broken', 7).next()).not.toBe(Random.at(6, 'broken', 7).next())
})

/** Three thousand inputs, or as many as a quarter of a second allows. */
async function tryForAMoment(one: Target): Promise<Failure[]> {
  const until = performance.now() + 250
  for (let from = 0; from < 3_000 && performance.now() < until; from += 200) {
    const failures = await tryInputs(one, 1, { from, count: 200 })
    if (failures.length > 0) return failures
  }
  return []
}

function matches(pattern: string, file: string): boolean {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replace('*', '[^/]+')}$`).test(file)
}
