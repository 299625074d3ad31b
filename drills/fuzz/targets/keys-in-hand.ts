import { partsIn } from '../../../src/modules/accounts/challenge.ts'
import { challengeIn, countOf, keyMade } from '../../../src/modules/accounts/passkeys.ts'
import { SoftwareKey } from '../../../src/modules/accounts/testing-key.ts'
import { bytesLike, textLike } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'

const origin = 'https://office.example'
const rpId = 'office.example'
const challenge = 'c'.repeat(96)
const bytesOf = (written: string) => Buffer.from(written, 'base64url')
const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** What a browser hands over from a security key: JSON, and the device's own binary. */
export async function keysInHandTargets(): Promise<Target[]> {
  const key = new SoftwareKey({ derives: false })
  const made = JSON.parse(key.make(origin, { challenge }))
  const registered = await keyMade({ origin, rpId, challenge }, made)
  if (!registered) throw new Error('the software key was not taken')
  const asked = { challenge, rpId, allow: [{ id: made.id, salt: textOf(new Uint8Array(16)) }] }
  const passkey = { rpId, publicKey: registered.publicKey, counter: 0 }
  return [
    givenChallenges(),
    clientData(made.clientDataJSON),
    newKeys(made),
    answers(passkey, JSON.parse(key.answer(origin, asked))),
  ]
}

function givenChallenges(): Target {
  return target<string>({
    name: 'given-challenge',
    of: ['src/modules/accounts/challenge.ts'],
    make: (random) => textLike(random, [challenge, textOf(new Uint8Array(72))]),
    read(text) {
      const parts = partsIn(text)
      const isWhole = () => parts && textOf(Buffer.concat([parts.body, parts.tag])).length === text.length
      must(parts === null || (parts.tag.length === 32 && isWhole() === true), 'parts of no challenge')
    },
  })
}

function clientData(sample: string): Target {
  const samples = [bytesOf(sample).toString('utf8'), '{"challenge":null}', 'null', '[]']
  return target<string>({
    name: 'client-data',
    of: ['src/modules/accounts/passkeys.ts'],
    make: (random) => textLike(random, samples),
    read(text) {
      const found = challengeIn(Buffer.from(text).toString('base64url'))
      must(found === null || found.length === challenge.length, 'no challenge of ours')
    },
  })
}

interface Made {
  id: string
  clientDataJSON: string
  attestationObject: string
}

function newKeys(made: Made): Target {
  return target<Made>({
    name: 'new-security-key',
    of: ['src/modules/accounts/passkeys.ts', 'src/modules/accounts/add-passkey.ts'],
    make: (random) => ({
      ...made,
      attestationObject: textOf(bytesLike(random, [bytesOf(made.attestationObject)])),
    }),
    async read(input) {
      const taken = await keyMade({ origin, rpId, challenge }, input)
      must(taken === null || taken.publicKey.length > 0, 'a key without a key')
    },
  })
}

interface Answer {
  id: string
  clientDataJSON: string
  authenticatorData: string
  signature: string
}

function answers(passkey: Parameters<typeof countOf>[0], answer: Answer): Target {
  return target<Answer>({
    name: 'security-key-answer',
    of: ['src/modules/accounts/passkeys.ts', 'src/modules/accounts/identity.ts'],
    make(random) {
      const part = random.pick(['clientDataJSON', 'authenticatorData', 'signature'] as const)
      return { ...answer, [part]: textOf(bytesLike(random, [bytesOf(answer[part])])) }
    },
    async read(shown) {
      const count = await countOf(passkey, { origin, challenge, shown })
      const isSame =
        shown.clientDataJSON === answer.clientDataJSON && shown.authenticatorData === answer.authenticatorData
      must(count === null || isSame, 'an altered answer was taken')
    },
  })
}
