/** How a person stands to a planted case. */
export const relations = ['holder', 'asked', 'blocked', 'stranger'] as const
export type Relation = (typeof relations)[number]

/**
 * The reviewed table: to whom a page may show what is sealed in each kind of document. Everything else is out of
 * place, wherever it appears. Whereabouts show only after a reveal with a reason, which is an act and no page; a draft
 * and a declaration of kin are their writer's alone (she sits at the holding desk). What was typed into a search opens for auditors by an act with
 * a reason, and stands on no page that is only looked at.
 */
const atTheDesk: readonly Relation[] = ['holder']
const withTheSheet: readonly Relation[] = ['holder', 'asked']

export const mayShow: Readonly<Record<string, readonly Relation[]>> = {
  'access_request.words': atTheDesk,
  'approval.comment': atTheDesk,
  'approval.reason': atTheDesk,
  'attachment.label': atTheDesk,
  'audit_event.reason': [],
  'break_glass.reason': atTheDesk,
  'case_.core': atTheDesk,
  'case_.label': atTheDesk,
  'case_.safety': atTheDesk,
  'case_event.reason': atTheDesk,
  'case_note.body': atTheDesk,
  'consultation.record': atTheDesk,
  'consultation_version.record': atTheDesk,
  'disclosure.ending': atTheDesk,
  'disclosure.ledger': atTheDesk,
  'draft.content': atTheDesk,
  'handover_note.note': atTheDesk,
  'kin.document': atTheDesk,
  'person.card': atTheDesk,
  'person.desk_card': atTheDesk,
  'person.face': atTheDesk,
  'retention_hold.lifted_reason': atTheDesk,
  'retention_hold.reason': atTheDesk,
  'disposal_item.reason': atTheDesk,
  'saved_view.name': atTheDesk,
  'search_drawer.lines': atTheDesk,
  'whereabouts.place': [],
  'official_act.act': withTheSheet,
  'referral.sheet': withTheSheet,
  'request.sheet': withTheSheet,
  'request_message.message': withTheSheet,
}
