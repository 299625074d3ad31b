import { actWord } from '../../../codes/act-words.ts'
import { resultWord } from '../../../codes/audit-words.ts'
import { nameOf } from '../../../codes/words.ts'
import { spaced } from '../../../platform/words/joining.ts'
import { m } from '../../../platform/words/words.ts'
import type { StatusTone } from '../../../ui/status-label.tsx'
import { formatShortDateTime, formatShortDay, formatTime } from '../../../ui/wareki/format-japanese-date.ts'
import { ruleWord } from '../../viewing/codes.ts'
import type { TodayLine } from '../contract.ts'
import type { Matter } from '../matters.ts'

/** What stands first: a name, a subject, or what kind of thing it is. */
export function titleOf(matter: Matter, line: TodayLine): string {
  if (line.title === null) return m.today_cannot_open()
  if (matter === 'alarm') return alarmWord(line.code)
  if (matter === 'draft') return draftWord(line.code)
  if (matter === 'paper_out') return m.today_paper_serial({ serial: line.number })
  if (matter.endsWith('_consultation') && !line.title) return m.today_anonymous()
  return line.title || m.today_nameless()
}

function alarmWord(subject: string): string {
  const words: Record<string, () => string> = {
    'account-key': m.oversight_alarm_account_key,
    role: m.oversight_alarm_role,
    seat: m.oversight_alarm_seat,
    machine: m.oversight_alarm_machine,
    'desk-key': m.oversight_alarm_desk_key,
    share: m.oversight_alarm_share,
    'auditors-key': m.oversight_alarm_auditors_key,
    others: m.oversight_alarm_others,
  }
  return (words[subject] ?? m.oversight_alarm_record)()
}

function draftWord(kind: string): string {
  const words: Record<string, () => string> = {
    consultation: m.today_draft_consultation,
    consultation_amendment: m.today_draft_amendment,
    case_note: m.today_draft_note,
    handover_note: m.today_draft_handover,
    form: m.today_draft_form,
  }
  return (words[kind] ?? m.today_draft_other)()
}

/** Which case, which desk, who: in small letters beside it. */
export function aboutOf(matter: Matter, line: TodayLine): string[] {
  const about = [
    matter === 'paper_out' ? '' : line.number,
    deskWord(matter, line),
    detailWord(matter, line),
    stepWord(matter, line),
    personWord(matter, line),
    matter === 'alarm' ? m.today_times({ count: line.more + 1 }) : '',
    matter !== 'alarm' && line.more > 0 ? m.today_more({ count: line.more }) : '',
  ]
  return about.filter((word) => word !== '')
}

function detailWord(matter: Matter, { code, detail }: TodayLine): string {
  if (matter === 'unusual_viewing') return ruleWord(code)
  if (matter === 'contact_today') return ''
  return matter === 'refused' ? spaced([actWord(code), resultWord(detail)]) : detail
}

function deskWord(matter: Matter, { desk }: TodayLine): string {
  if (!desk) return ''
  if (matter === 'referral' || matter === 'urgent_referral' || asksUs.has(matter))
    return m.today_from_desk({ desk })
  return goesOut.has(matter) ? m.today_to_desk({ desk }) : desk
}
const asksUs = new Set<Matter>(['asked_overdue', 'asked_due', 'asked_new', 'asked_in_hand', 'asked_waiting'])
const goesOut = new Set<Matter>([
  'request_to_decide',
  'disclosure_overdue',
  'acted_first',
  'disclosure_to_see',
  'share_expiring',
])
const holds = new Set<Matter>([
  'new_high_risk',
  'review_overdue',
  'review_today',
  'unassigned',
  'unread_case',
  'quiet',
])

function personWord(matter: Matter, line: TodayLine): string {
  const { person: name, coversFor } = line
  if (coversFor) return m.today_covering({ name: coversFor })
  if (holds.has(matter))
    return line.isMine ? m.today_mine() : name ? m.today_holder({ name }) : m.today_nobody()
  if (!name || matter === 'moved') return ''
  if (matter === 'alarm') return name
  if (asksUs.has(matter)) return m.today_holder({ name })
  if (matter.startsWith('contact_')) return line.isMine ? '' : m.today_promised_by({ name })
  if (matter.endsWith('consultation')) return m.today_taken_by({ name })
  if (matter === 'glass_to_review') return m.today_opened_by({ name })
  if (matter === 'approval_to_see') return m.today_decided_by({ name })
  if (matter === 'note') return name
  if (matter === 'admission' || matter === 'approval' || matter.startsWith('disclosure_'))
    return m.today_asked_by({ name })
  return line.isMine ? '' : m.today_sent_by({ name })
}

function stepWord(matter: Matter, line: TodayLine): string {
  if (matter !== 'moved') return ''
  const steps: Record<string, (about: { name: string }) => string> = {
    consultation_attached: m.today_step_call,
    note: m.today_step_note,
    assigned: m.today_step_assigned,
    risk_changed: m.today_step_risk,
    reviewed: m.today_step_reviewed,
    safety_changed: m.today_step_safety,
  }
  return (steps[line.code] ?? m.today_step_other)({ name: line.person })
}

/** A word with shape and colour, where the line alone would not say how grave it is. */
export function labelOf(matter: Matter, { code }: TodayLine): { tone: StatusTone; word: string } | null {
  if (matter === 'new_high_risk') return { tone: 'urgent', word: nameOf('risk', code) }
  if (code === 'urgent') return { tone: 'urgent', word: m.today_urgent() }
  if (matter === 'urgent_consultation' && (code === 'now' || code === 'today'))
    return { tone: code === 'now' ? 'urgent' : 'attention', word: nameOf('urgency', code) }
  if (code === 'late') return { tone: 'urgent', word: m.today_state_late() }
  if (code === 'declined') return { tone: 'closed', word: m.today_state_declined() }
  if (code === 'not_approved') return { tone: 'closed', word: m.today_state_not_approved() }
  if (code === 'afterwards') return { tone: 'attention', word: m.today_decision_afterwards() }
  if (code === 'in_stead') return { tone: 'waiting', word: m.today_decision_in_stead() }
  const approvals: Record<string, () => string> = {
    closing: m.cases_approval_closing,
    course: m.cases_approval_course,
    contact: m.cases_approval_contact,
    protection: m.cases_approval_protection,
    emergency: m.cases_approval_emergency,
  }
  const approval = matter.startsWith('approval') ? approvals[code] : undefined
  return approval ? { tone: 'waiting', word: approval() } : null
}

const deadlines = new Set<Matter>(['asked_overdue', 'reply_overdue', 'asked_new', 'asked_in_hand'])
const days = new Set<Matter>(['contact_overdue', 'review_overdue', 'contact_ahead'])
const moments = new Set<Matter>(['answered', 'moved', 'note', 'draft', 'refused', 'alarm', 'unusual_viewing'])
const beyondCounting = 60

/** Since when it waits, by when it is due: in words, counted in office days. */
export function whenOf(matter: Matter, line: TodayLine, today: string): string {
  const { day, since } = line
  if (!day || !since) return ''
  if (matter === 'contact_today') return ''
  if (matter === 'asked_due' || matter === 'reply_due' || matter === 'review_today')
    return day < today ? m.today_deadline({ when: dayWord(line, today) }) : m.today_until_today()
  if (deadlines.has(matter)) return m.today_deadline({ when: dayWord(line, today) })
  if (days.has(matter)) return dayWord(line, today)
  if (matter === 'share_expiring') return m.today_ends({ when: dayWord(line, today) })
  if (moments.has(matter))
    return day === today ? m.today_came_today({ time: formatTime(since) }) : formatShortDateTime(since)
  return day === today ? m.today_came_today({ time: formatTime(since) }) : sinceWord(line)
}

function sinceWord({ day, officeDays }: TodayLine): string {
  const count = -(officeDays ?? 0)
  return count > 0 && count <= beyondCounting
    ? m.today_since_days({ count })
    : m.today_since_day({ day: formatShortDay(day ?? '') })
}

function dayWord({ day, officeDays }: TodayLine, today: string): string {
  const shown = formatShortDay(day ?? '')
  const count = Math.abs(officeDays ?? 0)
  if (day === today) return m.today_until_today()
  if (count === 0 || count > beyondCounting) return m.today_past_day({ day: shown })
  return (officeDays ?? 0) < 0
    ? m.today_past_days({ day: shown, count })
    : m.today_ahead_days({ day: shown, count })
}
