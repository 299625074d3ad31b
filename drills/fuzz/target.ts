import type { Random } from '../random.ts'

/**
 * One reader of what comes from outside. `make` draws an input, `read` hands it over and throws whatever must never
 * happen: any error but the ones that belong to the reader, or an answer that it must not give.
 */
export interface Target<Input = unknown> {
  /** As `--only` names it. */
  readonly name: string
  /** Source files whose reading is tried here; a guard looks for files that nobody tries. */
  readonly of: readonly string[]
  readonly make: (random: Random) => Input
  readonly read: (input: Input) => void | Promise<void>
}

/** What a target needs before its first input: keys, sealed samples, schemas. */
export type Prepare = () => Promise<Target[]>

export function target<Input>(one: Target<Input>): Target {
  return one as Target
}

/** The answer of an act, or undefined where it refused with one of its own errors; any other error goes on. */
export function orRefused<Result>(act: () => Result, isOwn: (error: unknown) => boolean): Result | undefined {
  try {
    return act()
  } catch (error) {
    if (isOwn(error)) return undefined
    throw error
  }
}

export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}
