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
  'account.passkey-added': m.today_notice_account_passkey_added,
  'account.passkey-removed': m.today_notice_account_passkey_removed,
  'account.provider-linked': m.today_notice_account_provider_linked,
  'account.provider-unlinked': m.today_notice_account_provider_unlinked,
  'account.recovered': m.today_notice_account_recovered,
  'account.appointed': m.today_notice_account_appointed,
  'machine.asked': m.today_notice_machine_asked,
  'machine.confirmed': m.today_notice_machine_confirmed,
  'machine.waits-for-desk': m.today_notice_machine_waits_for_desk,
  'machine.answers': m.today_notice_machine_answers,
  'machine.admitted': m.today_notice_machine_admitted,
  'machine.ended': m.today_notice_machine_ended,
  'act.asked': m.today_notice_act_asked,
  'act.approved': m.today_notice_act_approved,
  'case.glass-broken': m.today_notice_glass_broken,
  'glass.to-review': m.today_notice_glass_to_review,
  'glass.reviewed': m.today_notice_glass_reviewed,
  'glass.not-needed': m.today_notice_glass_not_needed,
  'case.conflict': m.today_notice_case_conflict,
  'consultation.conflict': m.today_notice_consultation_conflict,
  'consultation.conflicts': m.today_notice_consultation_conflicts,
  'desk.nobody-left': m.today_notice_desk_nobody_left,
  'reads.stopped': m.today_notice_reads_stopped,
  'reads.lifted': m.today_notice_reads_lifted,
  'reads.lifted-for-you': m.today_notice_reads_lifted_for_you,
  'reads.rule-changed': m.today_notice_reads_rule_changed,
  'viewing.alert': m.today_notice_viewing_alert,
  'viewing.escalated': m.today_notice_viewing_escalated,
  'viewing.rules-changed': m.today_notice_viewing_rules_changed,
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
  'case-block': (id) => `/cases/${id}/block`,
  'consultation-kept': (id) => `/consultations/${id}/kept-from`,
  'consultations-kept': (deskId) => `/consultations?kept=1&desk=${deskId}`,
  glass: () => '/duty/reviews',
  duty: () => '/duty',
  'duty.appoint': () => '/duty/desk',
  'disposal.shred': () => '/disposals',
  'retention.set-rules': () => '/disposals/rules',
  approval: () => '/cases/review',
  account: () => '/accounts',
  'own-account': () => '/account',
  machine: () => '/accounts/machines',
  'read-limit': () => '/reads',
  viewing: (id) => `/viewing#${id}`,
  'watch-setting': () => '/viewing/rules',
  'audit-actor': (id) => `/audit?actorId=${id}`,
  desk: (id) => `/desks/${id}/members`,
}

export function noticePath({ objectType, objectId }: Pick<NoticeRow, 'objectType' | 'objectId'>): string {
  return paths[objectType]?.(objectId) ?? '/today'
}
