import { m } from '../../../platform/words/words.ts'
import type { Band, Matter } from '../matters.ts'

const matterWords: Record<Matter, () => string> = {
  new_high_risk: m.today_new_high_risk,
  urgent_consultation: m.today_urgent_consultation,
  urgent_referral: m.today_urgent_referral,
  alarm: m.today_alarm,
  unusual_viewing: m.today_viewing_alert,
  asked_overdue: m.today_asked_overdue,
  contact_overdue: m.today_contact_overdue,
  asked_back: m.today_asked_back,
  reply_overdue: m.today_reply_overdue,
  disclosure_overdue: m.today_disclosure_overdue,
  review_overdue: m.today_review_overdue,
  contact_today: m.today_contact_today,
  asked_due: m.today_asked_due,
  asked_new: m.today_asked_new,
  request_to_decide: m.today_request_to_decide,
  approval: m.today_approval,
  approval_to_see: m.today_approval_to_see,
  reply_due: m.today_reply_due,
  review_today: m.today_review_today,
  admission: m.today_admission,
  answered: m.today_answered,
  declined: m.today_declined,
  moved: m.today_moved,
  note: m.today_note,
  referral: m.today_referral,
  unassigned: m.today_unassigned,
  unread_case: m.today_unread_case,
  unread_consultation: m.today_unread_consultation,
  glass_to_review: m.today_glass_to_review,
  acted_first: m.today_acted_first,
  disclosure_to_see: m.today_disclosure_to_see,
  refused: m.today_refused,
  contact_ahead: m.today_contact_ahead,
  asked_in_hand: m.today_asked_in_hand,
  asked_waiting: m.today_asked_waiting,
  share_expiring: m.today_share_expiring,
  quiet: m.today_quiet,
  paper_out: m.today_paper_out,
  draft: m.today_draft,
  thin_desk: m.today_thin_desk,
  kits: m.today_kits,
  desk_key: m.today_desk_key,
  desk_key_late: m.today_desk_key_late,
  desk_key_red: m.today_desk_key_red,
  invitation: m.today_invitation,
}
export const matterWord = (matter: Matter) => matterWords[matter]()

const bandWords: Record<Band, () => string> = {
  danger: m.today_band_danger,
  late: m.today_band_late,
  due: m.today_band_due,
  arrived: m.today_band_arrived,
  upkeep: m.today_band_upkeep,
  ahead: m.today_band_ahead,
}
export const bandWord = (band: Band) => bandWords[band]()

/** Where a matter is worked on in one go; the others have a page of their own. */
const workPages: Partial<Record<Matter, string>> = {
  note: '/consultations/handover',
  glass_to_review: '/duty/reviews',
  unusual_viewing: '/viewing',
}
export const matterPath = (matter: Matter) => workPages[matter] ?? `/today/${matter}`
