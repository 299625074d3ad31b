import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const period = 30
const shape = { algorithm: 'SHA1', digits: 6, period } as const

/** 160 bits, as RFC 4226 recommends, in base32 for typing. */
export function newTotpKey(): string {
  return secretOf(randomBytes(20)).base32
}

export function totpKeyBytes(key: string): Uint8Array {
  return Secret.fromBase32(key).bytes
}

/** What an authenticator app reads from the QR code. */
export function totpUri(key: string, issuer: string, label: string): string {
  return new TOTP({ ...shape, issuer, label, secret: Secret.fromBase32(key) }).toString()
}

/**
 * The time step whose code this is, one step early or late allowed (RFC 6238 §5.2); null when there is none.
 * Steps not after `lastStep` are used up.
 */
export function totpStep(secret: Uint8Array, code: string, nowMs: number, lastStep = 0): number | null {
  const step = Math.floor(nowMs / 1000 / period)
  const token = code.normalize('NFKC').replace(/\D/g, '')
  const key = secretOf(secret)
  const matching = [step, step - 1, step + 1].filter((at) => codeAt(key, at) === token && at > lastStep)
  return matching[0] ?? null
}

/** The code that will be accepted next, and from when (milliseconds); for the sample's sign-in page. */
export function nextTotpCode(
  secret: Uint8Array,
  nowMs: number,
  lastStep: number,
): { code: string; from: number } {
  const step = Math.max(Math.floor(nowMs / 1000 / period), lastStep + 1)
  return { code: codeAt(secretOf(secret), step), from: (step - 1) * period * 1000 }
}

function codeAt(secret: Secret, step: number): string {
  return TOTP.generate({ ...shape, secret, timestamp: step * period * 1000 })
}

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer })
}
