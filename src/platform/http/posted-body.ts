import type { Caller } from '../actor.ts'
import { type Bearer, refuseUnknown } from '../entering.ts'
import { AppError } from '../errors.ts'
import { senderOf } from '../sender.ts'
import { drain, refusingAtEnd } from './drain.ts'
import { Places } from './places.ts'

/** Bytes that are read of anybody. What is longer is read of a session that the database knows, and of nobody else. */
export const mostOfAnybody = 64 * 1024
/** Bodies above that at once, of one process; each is held until it is answered. */
const largeAtOnce = 48
/** So many of them of one session: a counsellor's windows keep their drafts at the same moment. */
const largeOfOne = 6

/**
 * Other bodies at once, of one process, from when they have arrived until they are answered: one that is still on its way takes a
 * connection, and no place from anybody.
 */
const smallAtOnce = 768
/** So many of them of one network: everybody in an office of five hundred presses a button at the same moment. */
const smallOfNetwork = 512

const large = new Places(largeAtOnce, largeOfOne)
const small = new Places(smallAtOnce, smallOfNetwork)

/**
 * Whether a request says beforehand how much memory it wants. Browsers always do; what comes in chunks, as many as its sender likes,
 * does not. Without either header there is no body (RFC 9112, 6.3).
 */
export function saysItsLength({ headers }: Request): boolean {
  return !headers.has('Transfer-Encoding') && /^\d{1,15}$/.test(headers.get('Content-Length') ?? '0')
}

/** In bytes, as its sender says. Throws `length-required`. */
export function saidLength(request: Request): number {
  if (!saysItsLength(request)) throw new AppError('length-required')
  return Number(request.headers.get('Content-Length') ?? 0)
}

/** What was read of a body, and how the place is given back that it takes until it is answered. */
export interface HeldBody<Content> {
  content: Content
  leave: () => void
}

/**
 * A body, as `read` makes something of its bytes. Before the first of them is read: how much it is, and for much of it who sends it,
 * and that she has a place; of whom it refuses it reads on and keeps nothing. Throws `length-required`, `too-large`, `not-signed-in` or `busy`, and what `read` throws.
 */
export async function holdBody<Content>(
  request: Request,
  caller: Caller | null,
  atMost: number,
  read: (bytes: Uint8Array<ArrayBuffer>) => Content | Promise<Content>,
): Promise<HeldBody<Content>> {
  const said = saidLength(request)
  if (said > atMost) {
    await drain(request)
    throw new AppError('too-large')
  }
  if (said > mostOfAnybody) {
    const bearer = await refusingAtEnd(request, atMost, () => knownBearer(caller))
    const { session } = senderOf(bearer)
    return heldUntilRead(await takePlace(large, session, request), async () => read(await bytesOf(request)))
  }
  const bytes = await bytesOf(request)
  const leave = bytes.length > 0 ? small.take(caller?.network ?? '') : () => {}
  return heldUntilRead(leave, async () => read(bytes))
}

async function heldUntilRead<Content>(
  leave: () => void,
  read: () => Promise<Content>,
): Promise<HeldBody<Content>> {
  try {
    return { content: await read(), leave }
  } catch (error) {
    leave()
    throw error
  }
}

/** Who sends it, if the database knows her session. Throws `not-signed-in`. */
export async function knownBearer(caller: Caller | null): Promise<Bearer> {
  if (!caller?.cookie) throw new AppError('not-signed-in')
  const bearer = { ...caller, cookie: caller.cookie }
  await refuseUnknown(bearer)
  return bearer
}

/** A place for a body, before anything of it is read. Who is refused (`busy`) hears of it when everything was sent. */
export function takePlace(places: Places, who: string, request: Request): Promise<() => void> {
  return refusingAtEnd(request, saidLength(request), () => places.take(who))
}

/** Bytes that are put aside for a body of anybody before its first has come. */
const atFirst = 1024

/**
 * The body, and no more of it than its sender said (`length-required`). Whoever only announces one takes no memory: for what may be
 * anybody's it grows with what has come.
 */
export async function bytesOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const said = saidLength(request)
  let bytes = new Uint8Array(said > mostOfAnybody ? said : Math.min(said, atFirst))
  let size = 0
  for await (const part of request.body ?? []) {
    const needed = size + part.byteLength
    if (needed > said) throw new AppError('length-required')
    if (needed > bytes.length) {
      const grown = new Uint8Array(Math.min(said, Math.max(needed, 2 * bytes.length)))
      grown.set(bytes.subarray(0, size))
      bytes = grown
    }
    bytes.set(part, size)
    size = needed
  }
  return bytes.subarray(0, size)
}
