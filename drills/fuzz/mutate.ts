import type { Random } from '../random.ts'

/** Values at which readers of numbers and lengths stumble. */
const edges = [0, 1, 0x7f, 0x80, 0xff]

/** Bytes, changed in up to eight places: flipped, cut, doubled, moved, filled, grown. */
export function mutateBytes(random: Random, given: Uint8Array): Uint8Array {
  let bytes = Uint8Array.from(given)
  for (let times = random.between(1, 8); times > 0; times--) bytes = onceMutated(random, bytes)
  return bytes
}

function onceMutated(random: Random, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const at = random.below(bytes.length + 1)
  const end = random.between(at, bytes.length)
  switch (random.below(8)) {
    case 0:
    case 1: {
      const flipped = Uint8Array.from(bytes)
      if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8))
      return flipped
    }
    case 2: {
      const set = Uint8Array.from(bytes)
      if (at < set.length) set[at] = random.pick(edges)
      return set
    }
    case 3:
      return bytes.slice(0, at)
    case 4:
      return joined(bytes.subarray(0, at), random.bytes(random.between(1, 40)), bytes.subarray(at))
    case 5:
      return joined(bytes.subarray(0, at), bytes.subarray(end))
    case 6:
      return joined(bytes.subarray(0, end), bytes.subarray(at, end), bytes.subarray(end))
    default: {
      const filled = Uint8Array.from(bytes)
      return filled.fill(random.pick(edges), at, Math.min(end, at + 16))
    }
  }
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts))
}

/** Pieces that mean something to one reader or another. */
const pieces: readonly string[] = [
  '',
  '\0',
  '\r\n',
  '\n',
  '\t',
  ' ',
  '\u3000',
  '"',
  "'",
  ',',
  ';',
  '=',
  '%',
  '%00',
  '%zz',
  '%E3%81',
  '..',
  '../',
  '/',
  '//',
  '\\',
  '.',
  '-',
  '--',
  '+',
  '+81',
  '0',
  '-1',
  '1e309',
  'NaN',
  '9007199254740993',
  '0x10',
  '__proto__',
  'constructor',
  '[]',
  '{}',
  '{"a":',
  'null',
  '<script>',
  '&#x3042;',
  '\ud800',
  '\udfff',
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f466}',
  '\ufeff',
  '\ufffd',
  '\u202e',
  '\u200b',
  '\u0301',
  '\u3099',
  '\u309a',
  '\u3005',
  '\u30fc',
  '\uff9e',
  '\ufdfa',
  '\u{e0100}',
  '\u32ff',
  '\u337f',
  '\u5143\u5e74',
  '\u4ee4\u548c8\u5e7411\u670821\u65e5',
  'R8.11.21',
  '2026-11-21',
  '20261121',
  '090-0000-0000',
  '\uff10\uff19\uff10',
  '\u30ab\u30ca',
  '\u304b\u306a',
  '\uff76\uff85',
  '\u5c71\u7530',
  'R8-0123',
  '14:30',
]

export function randomText(random: Random, most = 40): string {
  let text = ''
  for (let left = random.below(most); left > 0; left--) text += onePiece(random)
  return text
}

function onePiece(random: Random): string {
  switch (random.below(6)) {
    case 0:
      return random.pick(pieces)
    case 1:
      return String.fromCharCode(random.below(0x10000))
    case 2:
      return String.fromCodePoint(random.below(0x110000))
    case 3:
      return String.fromCodePoint(random.between(0x3041, 0x30ff))
    default:
      return String.fromCharCode(random.between(0x20, 0x7e))
  }
}

export function mutateText(random: Random, given: string): string {
  let text = given
  for (let times = random.between(1, 5); times > 0; times--) {
    const at = random.below(text.length + 1)
    const end = random.between(at, text.length)
    const piece = random.oneIn(2) ? random.pick(pieces) : onePiece(random)
    switch (random.below(6)) {
      case 0:
        text = text.slice(0, at)
        break
      case 1:
        text = text.slice(0, at) + text.slice(end)
        break
      case 2:
        text = text.slice(0, end) + text.slice(at, end) + text.slice(end)
        break
      case 3:
        text = text.slice(0, at) + piece + text.slice(end)
        break
      case 4:
        // What backtracks shows only when it is long.
        text = text.slice(0, at) + piece.repeat(random.oneIn(500) ? 2_000 : random.below(20)) + text.slice(at)
        break
      default:
        text = text.slice(0, at) + piece + text.slice(at)
    }
  }
  return text
}

/** One of the samples, changed or whole, or something that was never one. */
export function textLike(random: Random, samples: readonly string[], most?: number): string {
  const kind = random.below(10)
  if (kind === 0) return random.pick(samples)
  return kind < 7 ? mutateText(random, random.pick(samples)) : randomText(random, most)
}

export function bytesLike(random: Random, samples: readonly Uint8Array[], most = 400): Uint8Array {
  const kind = random.below(10)
  if (kind === 0) return random.pick(samples)
  return kind < 8 ? mutateBytes(random, random.pick(samples)) : random.bytes(random.below(most))
}

/** Any value that JSON or a form could bring. */
export function randomValue(random: Random, depth = 3): unknown {
  switch (random.below(depth > 0 ? 9 : 7)) {
    case 0:
      return null
    case 1:
      return random.oneIn(2)
    case 2:
      return random.pick([0, -1, 1, 1e308, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 0.1, random.next()])
    case 3:
      return undefined
    case 4:
      return ''
    case 5:
    case 6:
      return randomText(random, 12)
    case 7:
      return Array.from({ length: random.below(4) }, () => randomValue(random, depth - 1))
    default:
      return Object.fromEntries(
        Array.from({ length: random.below(4) }, () => [
          randomText(random, 3),
          randomValue(random, depth - 1),
        ]),
      )
  }
}
