import { combine, split } from 'shamir-secret-sharing'
import type { Bytes } from './contract.ts'
import { type KitTrouble, KitUnusable } from './errors.ts'
import { keyIdOf } from './keys.ts'
import { isSame, KEY_BYTES, randomBytes, sha256, wipe } from './primitives.ts'
import { foldCode, printCode, readCode } from './printed-code.ts'

const FIRST_BYTE = 0x01
const SET_BYTES = 8
const SHARE_BYTES = KEY_BYTES + 1
const SHARE_AT = 1 + SET_BYTES + 2
const CHECK_BYTES = 6
/** Eighty characters of base32, so that the last group of four is whole. */
const KIT_BYTES = SHARE_AT + SHARE_BYTES + CHECK_BYTES

export const KITS = 3
export const NEEDED_KITS = 2

interface Kit {
  set: Bytes
  index: number
  share: Bytes
}

/** What the kits of one set have in common, as it is printed on each: four groups of four. */
export function kitSetName(keyId: Bytes): string {
  return Buffer.from(keyId.slice(0, SET_BYTES))
    .toString('hex')
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, '$1 ')
}

/** `01|set 8|index|needed|share 33|SHA-256[0..6]`, printed in Crockford's base32. */
export function writeKit(set: Bytes, index: number, share: Bytes): string {
  const bytes = new Uint8Array(KIT_BYTES)
  bytes.set([FIRST_BYTE], 0)
  bytes.set(set, 1)
  bytes.set([index, NEEDED_KITS], 1 + SET_BYTES)
  bytes.set(share, SHARE_AT)
  bytes.set(sha256(bytes.slice(0, -CHECK_BYTES)).slice(0, CHECK_BYTES), KIT_BYTES - CHECK_BYTES)
  const text = printCode(bytes)
  wipe(bytes)
  return text
}

/** What somebody typed from paper, or a camera read. Throws `KitUnusable`. */
export function readKit(typed: string): Kit {
  const bytes = readCode(foldCode(typed), KIT_BYTES)
  if (!bytes) throw new KitUnusable('misread')
  const check = sha256(bytes.slice(0, -CHECK_BYTES)).slice(0, CHECK_BYTES)
  if (!isSame(check, bytes.slice(-CHECK_BYTES))) throw new KitUnusable('misread')
  if (bytes[0] !== FIRST_BYTE || bytes[2 + SET_BYTES] !== NEEDED_KITS) throw new KitUnusable('newer')
  return {
    set: bytes.slice(1, 1 + SET_BYTES),
    index: bytes[1 + SET_BYTES] ?? 0,
    share: bytes.slice(SHARE_AT, SHARE_AT + SHARE_BYTES),
  }
}

/**
 * Whether one sheet alone reads right, so that it is told before the next one is typed. How long it is says nothing of what
 * stands on it.
 */
export function checkKit(typed: string): { trouble: KitTrouble | null; characters: number; needed: number } {
  const size = { characters: foldCode(typed).length, needed: (KIT_BYTES * 8) / 5 }
  try {
    wipe(readKit(typed).share)
    return { trouble: null, ...size }
  } catch (error) {
    if (error instanceof KitUnusable) return { trouble: error.trouble, ...size }
    throw error
  }
}

/** Three kits for a seed, of which any two lead back to it; every pair was tried before they leave. */
export async function splitIntoKits(seed: Bytes): Promise<string[]> {
  const set = keyIdOf(seed).slice(0, SET_BYTES)
  const shares = await split(Uint8Array.from(seed), KITS, NEEDED_KITS)
  const kits = shares.map((share, place) => writeKit(set, place + 1, share))
  for (const share of shares) wipe(share)
  for (const [first, second] of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const back = await combineKits(kits[first] ?? '', kits[second] ?? '')
    const isRight = isSame(back, seed)
    wipe(back)
    if (!isRight) throw new KitUnusable('misread')
  }
  return kits
}

/**
 * The seed behind two kits. The library does not say whether what it put together is what was split: that it carries the
 * set's name says so.
 */
export async function combineKits(one: string, other: string): Promise<Bytes> {
  const kits = [readKit(one), readKit(other)] as const
  if (!isSame(kits[0].set, kits[1].set)) throw new KitUnusable('other-set')
  if (kits[0].index === kits[1].index) throw new KitUnusable('twice')
  const seed = await combine(kits.map((kit) => Uint8Array.from(kit.share))).catch(() =>
    randomBytes(KEY_BYTES),
  )
  for (const kit of kits) wipe(kit.share)
  if (isSame(keyIdOf(seed).slice(0, SET_BYTES), kits[0].set)) return seed
  wipe(seed)
  throw new KitUnusable('misread')
}
