import { expect, test } from 'vitest'
import { type PermissionRule, permissions, type Role } from '../platform/permissions.ts'

/** What must stay true of the table of permissions whatever is added to it (docs/security.md §5). */
const rules: [string, PermissionRule][] = Object.entries(permissions)
const namedLike = (pattern: RegExp) => rules.filter(([name]) => pattern.test(name))
const holdersOf = (found: [string, PermissionRule][]) => new Set(found.flatMap(([, rule]) => rule.roles))

test('configuration never implies content: tenant roles hold no permission for support or protection', () => {
  const content = namedLike(
    /^(case|file|consultation|handover-note|person|search|request|referral|disclosure|document|release)\./,
  )
  expect(content.length).toBeGreaterThan(15)
  const holders = holdersOf(content)
  expect(holders.has('tenant_admin')).toBe(false)
  expect(holders.has('auditor')).toBe(false)
})

test('a desk that is asked never reaches cases, consultations, people or search', () => {
  const hubOnly = holdersOf(
    namedLike(/^(case|file|consultation|handover-note|person|search|disclosure|release)\./),
  )
  const asked: Role[] = ['desk_worker', 'desk_lead', 'partner_worker', 'shelter_worker']
  expect(asked.filter((role) => hubOnly.has(role))).toEqual([])
})

test('keys, accounts and what leaves for good ask for the second factor again', () => {
  const keys = namedLike(
    /^(account\.manage|desk\.found|desk\.admit|desk\.remove-member|case\.reveal-whereabouts|case\.transfer|file\.original|directory\.export)$/,
  )
  expect(keys).toHaveLength(8)
  expect(keys.filter(([, rule]) => rule.level !== 'step-up')).toEqual([])
})

test('before the duty of confidentiality is acknowledged one reaches only oneself', () => {
  const early = rules.filter(([, rule]) => rule.beforePledge)
  expect(early.map(([name]) => name).filter((name) => !name.startsWith('own.'))).toEqual([])
})

test('the auditor reads the record and nothing else of others', () => {
  const held = rules.filter(([, rule]) => rule.roles.includes('auditor')).map(([name]) => name)
  expect(held.filter((name) => !/^(own\.|directory\.read$|desk\.members$|audit\.)/.test(name))).toEqual([])
})
