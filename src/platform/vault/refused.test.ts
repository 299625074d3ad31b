import { expect, test } from 'vitest'
import type { RefusedRow } from './contract.ts'
import { Directory } from './directory-mac.ts'

const [tenantId, userId, deskId, compartmentId] = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
  '00000000-0000-4000-8000-000000000003',
  '00000000-0000-4000-8000-000000000004',
] as const
const bytes = (value: number, length = 32) => new Uint8Array(length).fill(value)
const root = bytes(7)

function asked() {
  const told: RefusedRow[] = []
  return { told, directory: new Directory(root, (row) => told.push(row)) }
}
const { directory: writer } = asked()
const key = { keyId: bytes(1, 16), publicKey: bytes(2) }
const desk = { tenantId, deskId, epoch: 1 }
const seat = { role: 'counselor', notBefore: 0, notAfter: 0, wrap: bytes(3) }
const circle = { ...desk, deskId: tenantId }

/** Each kind of key row, the check of it, and what is told when a byte of its MAC is another. */
const rows: readonly [string, Uint8Array, (directory: Directory, mac: Uint8Array) => boolean, object][] =
  (() => {
    const user = writer.userKey({ tenantId, userId, ...key })
    const unlocker = writer.unlocker({
      ...{ tenantId, userId, unlockerId: userId, kind: 'password', notAfter: 0 },
      ...{ salt: bytes(4, 16), authHash: bytes(5), wrap: bytes(6) },
    })
    const deskKey = writer.deskKey({ ...desk, ...key })
    const auditorsKey = writer.deskKey({ ...circle, ...key })
    const membership = writer.membership({ ...desk, userId, ...seat })
    const auditorsWrap = writer.membership({ ...circle, userId, ...seat })
    const grant = writer.grant({
      ...desk,
      compartmentId,
      keyId: key.keyId,
      notAfter: 0,
      basisId: null,
      wrap: bytes(8),
    })
    return [
      ['auth.user_key', user.mac, (one, mac) => one.isGenuineUserKey({ ...user, mac }), { rowId: userId }],
      [
        'auth.unlocker',
        unlocker.mac,
        (one, mac) => one.isGenuineUnlocker({ ...unlocker, mac }),
        { rowId: userId },
      ],
      [
        'auth.desk_key',
        deskKey.mac,
        (one, mac) => one.isGenuineDeskKey({ ...deskKey, mac }),
        { rowId: deskId },
      ],
      [
        'auth.auditors_key',
        auditorsKey.mac,
        (one, mac) => one.isGenuineDeskKey({ ...auditorsKey, mac }),
        { rowId: tenantId },
      ],
      [
        'auth.membership',
        membership.mac,
        (one, mac) => one.isGenuineMembership({ ...membership, mac }),
        { rowId: userId, deskId },
      ],
      [
        'auth.auditors_wrap',
        auditorsWrap.mac,
        (one, mac) => one.isGenuineMembership({ ...auditorsWrap, mac }),
        { rowId: userId },
      ],
      [
        'auth.compartment_grant',
        grant.mac,
        (one, mac) => one.isGenuineGrant({ ...grant, mac }),
        { rowId: compartmentId, deskId },
      ],
    ]
  })()

test.each(rows)(
  'every byte of a MAC of %s: refused, and told once, by table and id alone',
  (table, mac, check, ids) => {
    const { told, directory } = asked()
    expect(check(directory, mac)).toBe(true)
    expect(told).toEqual([])
    mac.forEach((byte, index) => {
      expect(check(directory, Uint8Array.from(mac).fill(byte ^ 1, index, index + 1))).toBe(false)
    })
    expect(told).toEqual(Array.from(mac, () => ({ tenantId, table, ...ids })))
    expect(check(directory, mac.slice(1))).toBe(false)
    expect(told).toHaveLength(mac.length + 1)
  },
)
