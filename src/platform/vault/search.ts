import type { Bytes, Needle, PileAnswer, RecordAddress, SealedPile } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { ENVELOPE_OVERHEAD, envelopeKeyId, openEnvelopeInto, paddedText } from './formats.ts'
import { type Keyring, openOrSay } from './keyring.ts'
import { wipe } from './primitives.ts'
import { recordContext } from './record-format.ts'

/** `place i32 ‖ row id 16 ‖ rev i64 ‖ schema i16 ‖ length i32`, and then the document. */
const HEAD = { place: 0, rowId: 4, rev: 20, schema: 28, length: 30, bytes: 34 } as const
const NO_ROW = '00000000-0000-0000-0000-000000000000'

/** One key, and the associated data of its documents, in which only row, revision and schema change. */
interface Opening {
  keyId: Buffer
  key: Bytes
  context: Buffer
  rowIdAt: number
}

/**
 * Opens every document of a pile into the same few bytes and gives out the texts that hold all needles: most of what is
 * looked through never becomes a text at all. Thousands a search: for a document that does not match next to nothing is
 * allocated, or collecting it would cost more than opening it.
 */
export function searchPile(keyring: Keyring, given: SealedPile, needles: readonly Needle[]): PileAnswer {
  const answer: PileAnswer = { found: [], closed: [], outOfReach: [] }
  const pile = Buffer.from(given.bytes.buffer, given.bytes.byteOffset, given.bytes.byteLength)
  const readings = needles.map((needle) => needle.map(readingOf))
  const openings = new Openings(keyring, given)
  const scratch = Buffer.alloc(pile.length)
  for (let at = 0; at < pile.length; at = endOf(pile, at)) {
    const text = openOrSay(() => openInto(scratch, openings, pile, at))
    if (text === null) answer.closed.push(rowIdAt(pile, at))
    else if (!text) answer.outOfReach.push(rowIdAt(pile, at))
    else if (readings.every((needle) => needle.some((reading) => reading(text))))
      answer.found.push({
        place: pile.readInt32BE(at + HEAD.place),
        rowId: rowIdAt(pile, at),
        json: text.toString('utf8'),
      })
  }
  wipe(scratch)
  return answer
}

/** Throws for bytes that are no pile: the database strung them together, so something is wrong with all of them. */
function endOf(pile: Buffer, at: number): number {
  const length = at + HEAD.bytes > pile.length ? -1 : pile.readInt32BE(at + HEAD.length)
  const end = at + HEAD.bytes + length
  if (length < 0 || end > pile.length) throw new CannotOpen()
  return end
}

function rowIdAt(pile: Buffer, at: number): string {
  const out = Buffer.alloc(NO_ROW.length, '-')
  writeRowId(out, 0, pile, at)
  return out.toString('latin1')
}

const HEX = Buffer.from('0123456789abcdef')
/** Where the two digits of each byte stand in a written UUID. */
const DIGITS_AT = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34]

function writeRowId(out: Buffer, outAt: number, pile: Buffer, at: number): void {
  for (let index = 0; index < 16; index++) {
    const byte = pile[at + HEAD.rowId + index] ?? 0
    const digitsAt = outAt + (DIGITS_AT[index] ?? 0)
    out[digitsAt] = HEX[byte >> 4] ?? 0
    out[digitsAt + 1] = HEX[byte & 15] ?? 0
  }
}

/** The text of the document, as a view of the scratch bytes. */
function openInto(scratch: Buffer, openings: Openings, pile: Buffer, at: number): Buffer {
  const bytes = pile.subarray(at + HEAD.bytes, endOf(pile, at))
  const { key, context, rowIdAt } = openings.of(bytes)
  writeRowId(context, rowIdAt, pile, at)
  pile.copy(context, context.length - 12, at + HEAD.rev, at + HEAD.rev + 8)
  pile.copy(context, context.length - 2, at + HEAD.schema, at + HEAD.schema + 2)
  const padded = scratch.subarray(0, Math.max(0, bytes.length - ENVELOPE_OVERHEAD))
  openEnvelopeInto(padded, key, context, bytes)
  return paddedText(padded) as Buffer
}

/** The keys that documents of a pile name: nearly always one, several after a desk's key was renewed. */
class Openings {
  readonly #keyring: Keyring
  readonly #address: RecordAddress
  readonly #known: Opening[] = []

  constructor(keyring: Keyring, { tenantId, label, deskId }: SealedPile) {
    this.#keyring = keyring
    this.#address = {
      tenantId,
      label,
      rowId: NO_ROW,
      scope: 'desk',
      compartmentId: deskId,
      rev: 0,
      schema: 0,
    }
  }

  of(document: Buffer): Opening {
    const keyId = envelopeKeyId(document) as Buffer
    const known = this.#known.find((one) => one.keyId.equals(keyId))
    return known ?? this.#add(Buffer.from(keyId))
  }

  #add(keyId: Buffer): Opening {
    const { key } = this.#keyring.documentKey(this.#address, keyId)
    const context = Buffer.from(recordContext(this.#address, keyId))
    const opening = { keyId, key, context, rowIdAt: context.indexOf(NO_ROW, 0, 'latin1') }
    this.#known.push(opening)
    return opening
  }
}

/** Whether a text is worth reading. Rather too often than too rarely: the asker reads and decides. */
type Reading = (text: Buffer) => boolean

function readingOf(reading: Needle[number]): Reading {
  if ('run' in reading) return runIn(reading.run)
  const groups = reading.groups.map((spellings) => spellings.map((spelling) => Buffer.from(spelling)))
  return (text) => groups.every((spellings) => spellings.some((spelling) => text.includes(spelling)))
}

/**
 * Letters and digits one after the other, with nothing but separators between, ASCII ones or others. Where full-width ones
 * stand they always count as a match. Of a run that is longer than any word only the beginning counts: an expression of
 * thousands of steps does not fit on the stack.
 */
function runIn(run: string): Reading {
  const inARow = new RegExp(
    run
      .replace(/[^0-9a-z]/g, '')
      .slice(0, LONGEST_RUN)
      .split('')
      .join('[-\\s()./\\x80-\\xff]*'),
    'i',
  )
  return (text) => inARow.test(text.toString('latin1')) || text.includes(FULL_WIDTH)
}
const LONGEST_RUN = 200
/** The first two bytes of every full-width letter or digit. */
const FULL_WIDTH = Buffer.from([0xef, 0xbc])
