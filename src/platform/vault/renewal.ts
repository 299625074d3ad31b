import type { Bytes, DeskKeyRow, GrantRow, MembershipRow, SealedDocument, SeatedMember } from './contract.ts'
import { CannotOpen } from './errors.ts'
import { envelopeKeyId } from './formats.ts'
import type { Instance } from './instance.ts'
import { grantAddress, type Keyring, type OpenMembership, openOrSay } from './keyring.ts'
import { cardKeyOf, documentKeyOf, keyIdOf } from './keys.ts'
import { publicKeyOf, wrapToMember } from './membership.ts'
import { isSame, KEY_BYTES, randomBytes, wipe } from './primitives.ts'
import { openRecord, sealRecord } from './record-format.ts'
import { wrapUnder } from './wraps.ts'

/** The next epoch's key, wrapped to everybody whose seat the vault itself has written, on the terms of that seat. */
export function renewDesk(
  instance: Instance,
  keyring: Keyring,
  deskId: string,
  seated: readonly SeatedMember[],
): { deskKey: DeskKeyRow; memberships: MembershipRow[]; cardKeyId: Bytes } {
  const { row: mine } = newest(keyring, deskId)
  const place = { tenantId: mine.tenantId, deskId, epoch: mine.epoch + 1 }
  for (const { seat, userKey } of seated) {
    const isOfDesk = seat.tenantId === mine.tenantId && seat.deskId === deskId && seat.epoch === mine.epoch
    if (!isOfDesk || seat.userId !== userKey.userId || !instance.directory.isGenuineMembership(seat))
      throw new CannotOpen()
  }
  const seed = randomBytes(KEY_BYTES)
  const cardKey = cardKeyOf(seed)
  try {
    const deskKey = instance.directory.deskKey({ ...place, ...publicKeyOf(seed) })
    const memberships = seated.map(({ seat: { role, notBefore, notAfter }, userKey }) =>
      wrapToMember(instance, place, seed, { userKey, role, notBefore, notAfter }),
    )
    return { deskKey, memberships, cardKeyId: keyIdOf(cardKey) }
  } finally {
    wipe(seed, cardKey)
  }
}

/** The desk's grants among the opener's, wrapped under its newest key; one that refuses is left out. */
export function renewGrants(instance: Instance, keyring: Keyring, deskId: string): GrantRow[] {
  const { row: mine, desk } = newest(keyring, deskId)
  const renewed: GrantRow[] = []
  for (const { row, key } of keyring.grants()) {
    if (row.deskId !== deskId) continue
    const { mac: _, ...rest } = { ...row, epoch: mine.epoch }
    renewed.push(instance.directory.grant({ ...rest, wrap: wrapUnder(desk, key, grantAddress(rest)) }))
  }
  return renewed
}

/** Documents of the desk's own key at the same address under its newest key; as of `reveal`, one answer each. */
export function renewDocuments(
  keyring: Keyring,
  deskId: string,
  documents: readonly SealedDocument[],
): { cardKeyId: Bytes; answers: (Bytes | null | false)[] } {
  const card = cardKeyOf(newest(keyring, deskId).desk.seed)
  const current = { id: keyIdOf(card), key: documentKeyOf(card) }
  try {
    const answers = documents.map((document) =>
      openOrSay(() => {
        if (document.scope !== 'desk' || document.compartmentId !== deskId) throw new CannotOpen()
        const named = envelopeKeyId(document.bytes)
        if (isSame(named, current.id)) return document.bytes
        const text = openRecord(keyring.documentKey(document, named), document, document.bytes)
        try {
          return sealRecord(current, document, text)
        } finally {
          wipe(text)
        }
      }),
    )
    return { cardKeyId: current.id, answers }
  } finally {
    wipe(card, current.key)
  }
}

function newest(keyring: Keyring, deskId: string): OpenMembership {
  const [first] = keyring.memberships(deskId)
  if (!first) throw new CannotOpen()
  return first
}
