import type { Role } from '../../platform/permissions.ts'

/** Where a person sits, seen from the desk that holds the case in question. */
export const stations = [
  'holder',
  'asked-live',
  'asked-expired',
  'asked-withdrawn',
  'other-hub',
  'other-asked',
  'nowhere',
  'other-tenant',
] as const
export type Station = (typeof stations)[number]

/** What is true of one person and one row. The oracle decides from these alone. */
export interface Facts {
  /** Signed in with a living session of an active account, in the tenant of the row. */
  isMember: boolean
  /** Sits, today, at the desk that holds the row's case (or that the row belongs to). */
  isHolder: boolean
  /** Sits at the desk that was asked, and its share lives. */
  isShared: boolean
  /** Sits at the desk that the row is addressed to, whatever became of the share. */
  isRecipient: boolean
  /** The row is about her. */
  isSubject: boolean
  /** The row says that she wrote it. */
  isAuthor: boolean
  /** She was named: the case does not exist for her. */
  isBlocked: boolean
  /** Her role at the row's desk, and at any desk of the tenant. */
  roleHere: Role | null
  roleAnywhere: Role | null
  isAdmin: boolean
  isAuditor: boolean
}

export type Who = (facts: Facts) => boolean

export const nobody: Who = () => false
export const everybody: Who = (facts) => facts.isMember
export const holder: Who = (facts) => facts.isHolder
export const shared: Who = (facts) => facts.isShared
export const recipient: Who = (facts) => facts.isRecipient
export const subject: Who = (facts) => facts.isMember && facts.isSubject
export const author: Who = (facts) => facts.isMember && facts.isAuthor
export const admin: Who = (facts) => facts.isMember && facts.isAdmin
export const auditor: Who = (facts) => facts.isMember && facts.isAuditor
const isOneOf = (role: Role | null, roles: readonly Role[]) => role !== null && roles.includes(role)
/** 主任・課長 of the row's own desk. */
export const hubLeadHere: Who = (facts) =>
  facts.isHolder && isOneOf(facts.roleHere, ['supervisor', 'manager'])
/** Whoever leads the row's own desk, a hub's or another's. */
export const leadHere: Who = (facts) =>
  facts.isHolder && isOneOf(facts.roleHere, ['supervisor', 'manager', 'desk_lead'])
export const hubLead: Who = (facts) =>
  facts.isMember && isOneOf(facts.roleAnywhere, ['supervisor', 'manager'])
export const manager: Who = (facts) => facts.isMember && isOneOf(facts.roleAnywhere, ['manager'])

/** Nobody has named her: blocks that hide something hide nothing from her. */
export const unblocked: Who = (facts) => !facts.isBlocked

export function or(...any: readonly Who[]): Who {
  return (facts) => any.some((who) => who(facts))
}
export function and(...all: readonly Who[]): Who {
  return (facts) => all.every((who) => who(facts))
}
export function not(who: Who): Who {
  return (facts) => !who(facts)
}

export const commands = ['select', 'insert', 'update', 'delete'] as const
export type Command = (typeof commands)[number]

export interface TableRule extends Record<Command, Who> {
  /** True: for a person who was named, no row about the case exists, whatever else she may be. */
  ofCase: boolean
  /** Column naming whom the row is about, and column naming who wrote it, where rights follow from them. */
  subject?: string
  author?: string
}

export function expected(rule: TableRule, command: Command, facts: Facts): boolean {
  if (rule.ofCase && facts.isBlocked) return false
  return rule[command](facts)
}
