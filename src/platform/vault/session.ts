import type { Bytes, NewSession, SessionRow } from './contract.ts'
import { CannotOpen } from './errors.ts'
import type { Instance } from './instance.ts'
import { tenantKey } from './keys.ts'
import { kdf, randomBytes, sha256, wipe } from './primitives.ts'
import { type Kek, kekFrom, unwrapUnder, type WrapAddress, wrapUnder } from './wraps.ts'

const COOKIE_BYTES = 32

/** A mangled cookie names no session: it gets a bearer that nobody holds. */
export function sessionNames(cookie: Bytes): { sid: Bytes; lookup: Bytes } {
  const sid = kdf(cookie.length === COOKIE_BYTES ? cookie : randomBytes(COOKIE_BYTES), 'sid')
  return { sid, lookup: sha256(sid) }
}

/** The cookie alone opens nothing, nor does the database with the root secret: it takes both. */
function sessionKek(instance: Instance, tenantId: string, cookie: Bytes): Kek {
  const instanceKey = tenantKey(instance.root, 'sess', tenantId)
  const both = Buffer.concat([cookie, instanceKey])
  const kek = kekFrom(kdf(both, 'sess'))
  wipe(both, instanceKey)
  return kek
}

function sessionAddress(row: Omit<SessionRow, 'wrap'>): WrapAddress {
  return {
    kind: 'session',
    tenantId: row.tenantId,
    subjectId: row.userId,
    keyId: new Uint8Array(0),
    recipientId: row.lookup,
    epoch: 0,
    notAfter: 0,
    basisId: null,
  }
}

export function openSession(
  instance: Instance,
  user: { tenantId: string; userId: string },
  userSeed: Bytes,
  cookie: Bytes = randomBytes(COOKIE_BYTES),
  nonce?: Bytes,
): NewSession {
  const row = { ...user, lookup: sessionNames(cookie).lookup }
  const kek = sessionKek(instance, user.tenantId, cookie)
  const wrap = wrapUnder(kek, userSeed, sessionAddress(row), nonce)
  wipe(kek.key)
  return { cookie, session: { tenantId: row.tenantId, userId: row.userId, lookup: row.lookup, wrap } }
}

export function sessionSeed(instance: Instance, cookie: Bytes, session: SessionRow): Bytes {
  if (cookie.length !== COOKIE_BYTES) throw new CannotOpen()
  const kek = sessionKek(instance, session.tenantId, cookie)
  try {
    return unwrapUnder(kek, session.wrap, sessionAddress(session))
  } finally {
    wipe(kek.key)
  }
}
