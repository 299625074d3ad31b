import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import type { TestOffice, TestPerson } from '../../platform/testing/office.ts'
import { addPasskey } from './add-passkey.ts'
import { beginPasskey } from './begin-passkey.ts'
import type { AskedKey } from './contract.ts'
import { preparePasskey } from './prepare-passkey.ts'
import { signIn } from './sign-in.ts'
import { visitorAt } from './testing.ts'

/** What a browser and its security key do, in software: with every part of the answer in the test's hands. */
export interface KeyLies {
  origin?: string
  rpId?: string
  challenge?: string
  /** User present 1, user verified 4. */
  flags?: number
  counter?: number
  type?: string
  crossOrigin?: boolean
}

const presentAndVerified = 0x05
const withCredential = 0x40
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest()

export class SoftwareKey {
  readonly id = randomBytes(32)
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #derives: Buffer | null
  counter = 0

  constructor({ derives = true }: { derives?: boolean } = {}) {
    this.#derives = derives ? randomBytes(32) : null
  }

  /** Of `account.prepare-passkey`. */
  make(origin: string, { challenge }: Pick<AskedKey, 'challenge'>, lies: KeyLies = {}): string {
    const clientDataJSON = clientData('webauthn.create', origin, challenge, lies)
    const rpId = lies.rpId ?? new URL(origin).hostname
    const length = Buffer.from([this.id.length >> 8, this.id.length & 255])
    const credential = Buffer.concat([Buffer.alloc(16), length, this.id, coseKey(this.#pair.publicKey)])
    const head = headOf(
      rpId,
      (lies.flags ?? presentAndVerified) | withCredential,
      lies.counter ?? this.counter,
    )
    const authData = Buffer.concat([head, credential])
    // { fmt: 'none', attStmt: {}, authData }
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3, ...cborText('fmt'), ...cborText('none'), ...cborText('attStmt'), 0xa0]),
      Buffer.from([...cborText('authData'), 0x59, authData.length >> 8, authData.length & 255]),
      authData,
    ])
    const salt = Buffer.from(challenge, 'base64url').subarray(0, 16)
    return this.#shown({ clientDataJSON, attestationObject }, salt)
  }

  /** Of `account.begin-passkey` or `account.ask-passkey`. */
  answer(origin: string, asked: AskedKey, lies: KeyLies = {}): string {
    const clientDataJSON = clientData('webauthn.get', origin, asked.challenge, lies)
    this.counter += 1
    const rpId = lies.rpId ?? new URL(origin).hostname
    const authenticatorData = headOf(rpId, lies.flags ?? presentAndVerified, lies.counter ?? this.counter)
    const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)])
    const signature = sign('sha256', signed, this.#pair.privateKey)
    const salt = asked.allow.find((one) => one.id === base64url(this.id))?.salt
    return this.#shown({ clientDataJSON, authenticatorData, signature }, Buffer.from(salt ?? '', 'base64url'))
  }

  #shown(parts: Record<string, Uint8Array>, salt: Uint8Array): string {
    const shown = Object.entries(parts).map(([name, bytes]) => [name, base64url(bytes)])
    const derived = this.#derives && createHmac('sha256', this.#derives).update(salt).digest()
    return JSON.stringify({
      id: base64url(this.id),
      ...Object.fromEntries(shown),
      ...(derived ? { output: base64url(derived) } : {}),
    })
  }
}

function clientData(usual: string, origin: string, challenge: string, lies: KeyLies): Buffer {
  const { type = usual, crossOrigin = false } = lies
  const said = { type, challenge: lies.challenge ?? challenge, origin: lies.origin ?? origin, crossOrigin }
  return Buffer.from(JSON.stringify(said))
}

function headOf(rpId: string, flags: number, counter: number): Buffer {
  const head = Buffer.alloc(37)
  sha256(rpId).copy(head)
  head.writeUInt8(flags, 32)
  head.writeUInt32BE(counter, 33)
  return head
}

function cborText(text: string): number[] {
  return [0x60 + text.length, ...Buffer.from(text)]
}

/** { 1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y } */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    left,
    Buffer.from([0x22, 0x58, 0x20]),
    right,
  ])
}

export function originOf(office: TestOffice): string {
  return `https://${office.host}`
}

/** As her browser would at her account page; she has just shown who she is. */
export async function addKey(office: TestOffice, who: TestPerson, key: SoftwareKey, lies: KeyLies = {}) {
  const origin = originOf(office)
  const prepared = await preparePasskey(who, { origin })
  return await addPasskey(who, { label: 'a key made up', keyToken: key.make(origin, prepared, lies), origin })
}

/** As a browser would at the door; also what it showed there. */
export async function signInWith(
  office: TestOffice,
  who: { login: string; password?: string },
  key: SoftwareKey,
  lies: KeyLies = {},
) {
  const origin = originOf(office)
  const begun = await beginPasskey(visitorAt(office), { login: who.login, origin })
  const keyToken = key.answer(origin, begun, lies)
  const { login, password } = who
  const shown = { login, password, keyToken, origin, attempt: begun.attempt }
  return { shown, answer: await signIn(visitorAt(office), shown) }
}
