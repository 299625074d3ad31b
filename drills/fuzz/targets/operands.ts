import { CliFailure } from '../../../src/app/cli/cli-failure.ts'
import { momentOf, readRestore } from '../../../src/app/cli/restore-wish.ts'
import { textLike } from '../mutate.ts'
import { must, orRefused, type Target, target } from '../target.ts'

/** What stands behind a verb on the command line. */
export async function operandTargets(): Promise<Target[]> {
  return [restores(), moments()]
}

function restores(): Target {
  const samples = [
    '--at',
    '--to',
    '--at=2026-04-01T10:00',
    '--to=there',
    'backup.yrbk',
    '--',
    '-a',
    '--no-at',
  ]
  return target<string[]>({
    name: 'restore-operands',
    of: ['src/app/cli/restore-wish.ts'],
    make: (random) => Array.from({ length: random.below(5) }, () => textLike(random, samples, 20)),
    read(operands) {
      const wish = readRestore(operands)
      if (!wish) return
      const { file, at, to } = wish
      must(file === undefined || at === undefined, 'a file of another moment')
      for (const value of [file, at, to])
        must(
          value === undefined || operands.some((one) => one === value || one.endsWith(`=${value}`)),
          'an operand that nobody wrote',
        )
    },
  })
}

function moments(): Target {
  const samples = [
    '2026-04-01 10:00',
    '2026-04-01T10:00:30.123456+09:00',
    '2026-02-30T10:00Z',
    '2026-04-01T24:00',
    '0000-01-01T00:00+23:59',
  ]
  return target<string>({
    name: 'restore-moments',
    of: ['src/app/cli/restore-wish.ts'],
    make: (random) => {
      const text = textLike(random, samples)
      return random.oneIn(2)
        ? text.replace(/\d/g, (digit) => (random.oneIn(4) ? String(random.below(10)) : digit))
        : text
    },
    read(typed) {
      const moment = orRefused(
        () => momentOf(typed),
        (error) => error instanceof CliFailure && error.problem === 'at-unreadable',
      )
      if (moment)
        must(moment.getTime() === asWritten(typed.trim()), `${typed} became ${moment.toISOString()}`)
    },
  })
}

/** Counted from the figures alone. */
function asWritten(text: string): number {
  const wall = text.replace(/(Z|[+-]\d\d:\d\d)$/, '').slice(0, 19)
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (wall.match(/\d+/g) ?? []).map(
    Number,
  )
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  must(date.getUTCMonth() === month - 1 && date.getUTCDate() === day, `${text} is no day`)
  const fraction = Math.floor(Number(/\.\d+/.exec(text)?.[0] ?? 0) * 1000 + 1e-9)
  const [, sign = '+', hours = '09', minutes = '00'] = /([+-])(\d\d):(\d\d)$/.exec(text) ?? []
  const offset = text.endsWith('Z') ? 0 : (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  return date.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + fraction
}
