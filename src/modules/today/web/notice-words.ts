import { m } from '../../../platform/words/words.ts'
import type { NoticeRow } from '../contract.ts'

const words: Record<string, () => string> = {
  'request.sent': m.today_notice_request_sent,
  'request.moved': m.today_notice_request_moved,
  'request.withdrawn': m.today_notice_request_withdrawn,
  'request.to-decide': m.today_notice_request_to_decide,
  'request.acted-first': m.today_notice_request_acted_first,
  'referral.sent': m.today_notice_referral_sent,
  'referral.moved': m.today_notice_referral_moved,
  'case.assigned': m.today_notice_case_assigned,
  'case.transferred': m.today_notice_case_transferred,
  'account.proposed': m.today_notice_account_proposed,
  'account.confirmed': m.today_notice_account_confirmed,
  'account.role-changed': m.today_notice_account_role_changed,
  'account.reset': m.today_notice_account_reset,
  'account.recovered': m.today_notice_account_recovered,
  'account.appointed': m.today_notice_account_appointed,
  'approval.asked': m.today_notice_approval_asked,
  'approval.decided': m.today_notice_approval_decided,
}

export function noticeWord(kind: string): string {
  return (words[kind] ?? m.today_notice_other)()
}

const paths: Record<string, (id: string) => string> = {
  request: (id) => `/requests/${id}`,
  referral: (id) => `/referrals/${id}`,
  // Withdrawn: what it led to cannot be opened any more.
  disclosure: () => '/requests',
  case: (id) => `/cases/${id}`,
  approval: () => '/cases/review',
  account: () => '/accounts',
  'own-account': () => '/account',
  desk: (id) => `/desks/${id}/members`,
}

export function noticePath({ objectType, objectId }: Pick<NoticeRow, 'objectType' | 'objectId'>): string {
  return paths[objectType]?.(objectId) ?? '/today'
}
