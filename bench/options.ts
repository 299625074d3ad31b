import { parseArgs } from 'node:util'

export const workloadNames = [
  'open',
  'list',
  'create',
  'search',
  'pages',
  'intake',
  'growth',
  'start',
  'browser',
  'sign-in',
  'audit',
] as const
export type WorkloadName = (typeof workloadNames)[number]

export interface Options {
  isSmall: boolean
  /** Also a city of a million cases. */
  isLarge: boolean
  isJson: boolean
  /** Whether the figures go into the history. */
  isKept: boolean
  only: readonly WorkloadName[]
  /** Length of one round. */
  seconds: number
}

export class WrongOptions extends Error {}

export function readOptions(given: readonly string[]): Options {
  const { values } = parsed(given)
  const only = values.only?.split(',') ?? workloadNames
  const unknown = only.filter((name) => !(workloadNames as readonly string[]).includes(name))
  if (unknown.length > 0)
    throw new WrongOptions(
      `no workload is called ${unknown.join(', ')}; there are: ${workloadNames.join(', ')}`,
    )
  const seconds = Number(values.seconds ?? 2)
  // The load process refuses orders longer than a minute, and the longest is three rounds.
  if (!(seconds >= 0.2 && seconds <= 20)) throw new WrongOptions('--seconds takes 0.2 to 20')
  return {
    isSmall: values.small === true,
    isLarge: values.large === true,
    isJson: values.json === true,
    isKept: values.keep === true,
    only: only as readonly WorkloadName[],
    seconds,
  }
}

function parsed(given: readonly string[]) {
  const flag = { type: 'boolean' } as const
  const word = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...given],
      options: { small: flag, large: flag, json: flag, keep: flag, only: word, seconds: word },
    })
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error))
  }
}
