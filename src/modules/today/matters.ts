/** What can stand on somebody's first page, in the order of its urgency. Browser-safe. */

/** From danger to a person down to what can be planned; upkeep is that of desks and accounts. */
export const bands = ['danger', 'late', 'due', 'arrived', 'upkeep', 'ahead'] as const
export type Band = (typeof bands)[number]

const order = {
  acted_first: 'danger',
  glass_to_review: 'danger',
  new_high_risk: 'danger',
  urgent_consultation: 'danger',
  urgent_referral: 'danger',
  alarm: 'danger',
  unusual_viewing: 'danger',
  desk_key_red: 'danger',

  asked_overdue: 'late',
  contact_overdue: 'late',
  reply_overdue: 'late',
  disclosure_overdue: 'late',
  review_overdue: 'late',
  desk_key_late: 'late',

  contact_today: 'due',
  asked_back: 'due',
  asked_due: 'due',
  asked_new: 'due',
  request_to_decide: 'due',
  approval: 'due',
  approval_to_see: 'due',
  reply_due: 'due',
  review_today: 'due',

  answered: 'arrived',
  declined: 'arrived',
  moved: 'arrived',
  note: 'arrived',
  referral: 'arrived',
  unassigned: 'arrived',
  unread_case: 'arrived',
  unread_consultation: 'arrived',
  disclosure_to_see: 'arrived',
  refused: 'arrived',

  admission: 'upkeep',
  desk_key: 'upkeep',
  kits: 'upkeep',
  thin_desk: 'upkeep',
  invitation: 'upkeep',

  contact_ahead: 'ahead',
  asked_in_hand: 'ahead',
  asked_waiting: 'ahead',
  share_expiring: 'ahead',
  quiet: 'ahead',
  paper_out: 'ahead',
  draft: 'ahead',
} as const satisfies Record<string, Band>

export type Matter = keyof typeof order
export const matters = Object.keys(order) as [Matter, ...Matter[]]
export const bandOf = (matter: Matter): Band => order[matter]

/** As many of each as stand on the page; the rest is a page away. */
export const shownOfEach = 6
