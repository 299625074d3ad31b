import { inspect } from 'node:util'
import { Random } from '../random.ts'
import type { Target } from './target.ts'

export interface Failure {
  target: string
  seed: number
  place: number
  what: string
  input: string
}

const mostFailures = 20
const longestShown = 600

/** Tries inputs `from`, `from + 1` … of a target. Each follows from seed and place alone. */
export async function tryInputs(
  target: Target,
  seed: number,
  range: { from: number; count: number },
  onInput: (place: number) => void = () => undefined,
): Promise<Failure[]> {
  const failures: Failure[] = []
  for (let place = range.from; place < range.from + range.count; place++) {
    onInput(place)
    const input = target.make(Random.at(seed, target.name, place))
    try {
      const reading = target.read(input)
      if (reading instanceof Promise) await reading
    } catch (error) {
      failures.push({ target: target.name, seed, place, what: said(error), input: shown(input) })
      if (failures.length >= mostFailures) break
    }
  }
  return failures
}

function said(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error)
  const place = error.stack?.split('\n').find((line) => line.includes('/src/'))
  return `${error.name}: ${error.message.slice(0, longestShown)}${place ? ` ${place.trim()}` : ''}`
}

function shown(input: unknown): string {
  return inspect(input, { depth: 4, maxStringLength: longestShown, maxArrayLength: 64 }).slice(
    0,
    longestShown,
  )
}
