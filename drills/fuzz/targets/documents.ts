import type { Opener, RecordAddress } from '../../../src/platform/vault/contract.ts'
import { CannotOpen } from '../../../src/platform/vault/errors.ts'
import { envelopeKeyId, openEnvelope, pad, unpad, wrapSuite } from '../../../src/platform/vault/formats.ts'
import { publicKeyOf } from '../../../src/platform/vault/membership.ts'
import { foldCode, printCode } from '../../../src/platform/vault/printed-code.ts'
import {
  aCase,
  aDesk,
  asMember,
  aVault,
  CASE,
  DESK,
  openerOf,
  recordAt,
  TENANT,
} from '../../../src/platform/vault/story.fixture.ts'
import {
  holderOf,
  unwrapFor,
  type WrapAddress,
  wrapTo,
  wrapUnder,
} from '../../../src/platform/vault/wraps.ts'
import type { Random } from '../../random.ts'
import { bytesLike, joined, mutateBytes, textLike } from '../mutate.ts'
import { must, orRefused, type Target, target } from '../target.ts'

const isRefusal = (error: unknown) => error instanceof CannotOpen
const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.from(one).equals(other)
const vaultFile = (name: string) => `src/platform/vault/${name}.ts`

/** Sealed things: whatever is not exactly what was sealed must refuse, and refuse in one way. */
export async function documentTargets(): Promise<Target[]> {
  const vault = aVault()
  const { sayo, desk } = await aDesk(vault)
  const opener = openerOf(sayo, desk.memberships, aCase(vault, desk.deskKey))
  return [
    padding(),
    printedCodes(),
    ...wraps(),
    records(vault, opener),
    piles(vault, opener),
    boxes(vault, opener, desk.deskKey),
    files(vault, opener),
    factors(vault),
    admissions(vault, opener, sayo),
  ]
}

function padding(): Target {
  const samples = [0, 1, 251, 252, 253, 4092, 4093].map((length) => pad(new Uint8Array(length).fill(0x41)))
  return target<Uint8Array>({
    name: 'padding',
    of: [vaultFile('formats')],
    make: (random) => (random.oneIn(3) ? declaredLength(random) : bytesLike(random, samples, 1_000)),
    read(bytes) {
      const text = orRefused(() => unpad(bytes), isRefusal)
      must(text === undefined || isSame(pad(text), bytes), 'took a padding that pad() does not make')
    },
  })
}

function declaredLength(random: Random): Uint8Array {
  const padded = new Uint8Array(256 * random.between(0, 5))
  if (padded.length > 0)
    new DataView(padded.buffer).setUint32(0, random.oneIn(2) ? random.next() : random.below(1_500))
  return padded
}

function printedCodes(): Target {
  const samples = [
    printCode(new Uint8Array(10).fill(0x5a)),
    'abcd-efgh-jkmn-pqrs',
    '\uff21\uff22\uff23\u30fc0000',
  ]
  return target<string>({
    name: 'printed-codes',
    of: [vaultFile('printed-code')],
    make: (random) => textLike(random, samples),
    read(typed) {
      must(!/[\sOIL]/.test(foldCode(typed)), 'a letter that two people read differently')
    },
  })
}

function wraps(): Target[] {
  const holder = holderOf(new Uint8Array(32).fill(9))
  const key = new Uint8Array(32).fill(3)
  const address: WrapAddress = {
    kind: 'membership',
    tenantId: TENANT,
    subjectId: DESK,
    keyId: new Uint8Array(0),
    recipientId: CASE,
    epoch: 1,
    notAfter: 0,
    basisId: null,
  }
  const { publicKey } = publicKeyOf(holder.seed)
  const symmetric = wrapUnder(holder, key, address)
  const boxed = wrapTo({ keyId: holder.id, publicKey }, key, address)
  const isOurs = (bytes: Uint8Array) => isSame(bytes, symmetric) || isSame(bytes, boxed)
  return [
    target<Uint8Array>({
      name: 'envelopes',
      of: [vaultFile('formats'), vaultFile('primitives')],
      make: (random) => bytesLike(random, [symmetric, boxed]),
      read(bytes) {
        orRefused(() => envelopeKeyId(bytes), isRefusal)
        orRefused(() => wrapSuite(bytes), isRefusal)
        must(
          orRefused(() => openEnvelope(key, holder.id, new Uint8Array(0), bytes), isRefusal) === undefined,
          'a foreign key opened an envelope',
        )
      },
    }),
    target<Uint8Array>({
      name: 'wraps',
      of: [vaultFile('wraps'), vaultFile('formats')],
      make: (random) => bytesLike(random, [symmetric, symmetric, symmetric, boxed]),
      read(bytes) {
        const opened = orRefused(() => unwrapFor(holder, bytes, address), isRefusal)
        must(opened === undefined || isOurs(bytes), 'an altered wrap opened')
      },
    }),
  ]
}

function records(vault: ReturnType<typeof aVault>, opener: Opener): Target {
  const address = recordAt()
  const [sealed = new Uint8Array(0)] = vault.seal(opener, [{ ...address, json: '{"note":"mihon"}' }])
  return target<{ bytes: Uint8Array; address: RecordAddress }>({
    name: 'records',
    of: [vaultFile('records'), vaultFile('record-format'), vaultFile('keyring'), vaultFile('ctx')],
    make: (random) => ({ bytes: bytesLike(random, [sealed]), address: addressLike(random, address) }),
    read(input) {
      const [text] = vault.reveal(opener, [{ ...input.address, bytes: input.bytes }])
      const isWhole =
        isSame(input.bytes, sealed) &&
        Object.entries(address).every(([name, value]) => input.address[name as keyof RecordAddress] === value)
      must(typeof text !== 'string' || isWhole, 'an altered document opened')
      must(text === null || text === false || typeof text === 'string', 'an answer of no kind')
    },
  })
}

function addressLike(random: Random, address: RecordAddress): RecordAddress {
  if (random.oneIn(2)) return address
  const scopes: RecordAddress['scope'][] = ['compartment', 'desk', 'user', 'box']
  return {
    ...address,
    ...(random.oneIn(3) && { label: textLike(random, [address.label]) }),
    ...(random.oneIn(3) && { rowId: textLike(random, [address.rowId]) }),
    ...(random.oneIn(3) && { scope: random.pick(scopes) }),
    ...(random.oneIn(3) && { compartmentId: random.pick([CASE, DESK, TENANT, '']) }),
    ...(random.oneIn(3) && { rev: random.pick([0, -1, 1, 0.5, 2 ** 53, Number.NaN]) }),
    ...(random.oneIn(3) && { schema: random.pick([0, -1, 1, 65_536]) }),
  }
}

function piles(vault: ReturnType<typeof aVault>, opener: Opener): Target {
  const card = recordAt({ label: 'person.card', scope: 'desk', compartmentId: DESK })
  const [sealed = new Uint8Array(0)] = vault.seal(opener, [{ ...card, json: '{"kana":"mihon"}' }])
  const one = joined(pileHead(card, sealed.length), sealed)
  return target<{ bytes: Uint8Array; run: string }>({
    name: 'piles',
    of: [vaultFile('search')],
    make: (random) => ({
      bytes: bytesLike(random, [one, joined(one, one), new Uint8Array(0)]),
      run: textLike(random, ['mihon', '0900']).replace(/[^0-9a-z]/g, ''),
    }),
    read({ bytes, run }) {
      const pile = { tenantId: TENANT, label: card.label, deskId: DESK, bytes }
      const answer = orRefused(() => vault.searchPile(opener, pile, [[{ run }]]), isRefusal)
      for (const { json } of answer?.found ?? []) must(json === '{"kana":"mihon"}', 'another text came to be')
    },
  })
}

function pileHead(address: RecordAddress, length: number): Uint8Array {
  const head = Buffer.alloc(34)
  Buffer.from(address.rowId.replaceAll('-', ''), 'hex').copy(head, 4)
  head.writeBigInt64BE(BigInt(address.rev), 20)
  head.writeInt16BE(address.schema, 28)
  head.writeInt32BE(length, 30)
  return head
}

function boxes(
  vault: ReturnType<typeof aVault>,
  opener: Opener,
  deskKey: Parameters<ReturnType<typeof aVault>['sealBox']>[0],
): Target {
  const address = recordAt({ scope: 'box', compartmentId: DESK, label: 'event.words' })
  const sealed = vault.sealBox(deskKey, { ...address, json: '{"words":"mihon"}' })
  return target<Uint8Array>({
    name: 'boxes',
    of: [vaultFile('boxes')],
    make: (random) => bytesLike(random, [sealed]),
    read(bytes) {
      const [text] = vault.reveal(opener, [{ ...address, bytes }])
      must(typeof text !== 'string' || isSame(bytes, sealed), 'an altered box opened')
    },
  })
}

function files(vault: ReturnType<typeof aVault>, opener: Opener): Target {
  const address = { tenantId: TENANT, fileId: recordAt().rowId, compartmentId: CASE }
  const sealed = vault.sealFile(opener, address, new Uint8Array(300).fill(7))
  return target<{ keyWrap: Uint8Array; bytes: Uint8Array }>({
    name: 'sealed-files',
    of: [vaultFile('files')],
    make: (random) => ({
      keyWrap: random.oneIn(2) ? sealed.keyWrap : bytesLike(random, [sealed.keyWrap]),
      bytes: bytesLike(random, [sealed.bytes]),
    }),
    read(input) {
      const opened = vault.revealFile(opener, address, input)
      const isWhole = isSame(input.bytes, sealed.bytes) && isSame(input.keyWrap, sealed.keyWrap)
      must(!opened || isWhole, 'an altered file opened')
    },
  })
}

function factors(vault: ReturnType<typeof aVault>): Target {
  const ids = [TENANT, DESK, CASE] as const
  const sealed = vault.sealFactor(...ids, new Uint8Array(20).fill(5))
  return target<Uint8Array>({
    name: 'factors',
    of: [vaultFile('factors')],
    make: (random) => bytesLike(random, [sealed]),
    read(bytes) {
      must(vault.openFactor(...ids, bytes) === null || isSame(bytes, sealed), 'an altered factor opened')
    },
  })
}

/** The public half of a newcomer's key, as somebody with the pen in the database would write it. */
function admissions(
  vault: ReturnType<typeof aVault>,
  opener: Opener,
  someone: Awaited<ReturnType<typeof aDesk>>['sayo'],
): Target {
  return target<{ publicKey: Uint8Array; mac: Uint8Array }>({
    name: 'public-keys',
    of: [vaultFile('membership'), vaultFile('directory-mac')],
    make: (random) => ({
      publicKey: mutateBytes(random, someone.key.publicKey),
      mac: random.oneIn(2) ? someone.key.mac : bytesLike(random, [someone.key.mac], 80),
    }),
    read(changes) {
      const newcomer = asMember({ ...someone, key: { ...someone.key, ...changes } })
      const admitted = orRefused(() => vault.admit(opener, DESK, newcomer), isRefusal)
      const isWhole = isSame(changes.publicKey, someone.key.publicKey) && isSame(changes.mac, someone.key.mac)
      must(admitted === undefined || isWhole, 'a desk key was sealed to an altered public key')
    },
  })
}
