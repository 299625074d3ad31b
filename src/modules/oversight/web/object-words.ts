import { m } from '../../../platform/words/words.ts'

const words: Readonly<Record<string, () => string>> = {
  account: m.oversight_object_account,
  'own-account': m.oversight_object_account,
  membership: m.oversight_object_account,
  act: m.oversight_object_act,
  duty: m.oversight_object_duty,
  glass: m.oversight_object_glass,
  'account-proposal': m.oversight_object_proposal,
  admission: m.oversight_object_admission,
  alarm: m.oversight_object_alarm,
  approval: m.oversight_object_approval,
  attachment: m.oversight_object_attachment,
  body: m.oversight_object_body,
  case: m.oversight_object_case,
  case_note: m.oversight_object_case_note,
  consultation: m.oversight_object_consultation,
  contact_role: m.oversight_object_contact_role,
  desk: m.oversight_object_desk,
  disclosure: m.oversight_object_disclosure,
  disposal: m.oversight_object_disposal,
  draft: m.oversight_object_draft,
  handover_note: m.oversight_object_handover_note,
  instance: m.oversight_object_instance,
  'root-secret': m.oversight_object_root_secret,
  machine: m.oversight_object_machine,
  official_act: m.oversight_object_official_act,
  person: m.oversight_object_person,
  public_window: m.oversight_object_public_window,
  'read-limit': m.oversight_object_read_limit,
  referral: m.oversight_object_referral,
  release: m.oversight_object_release,
  request: m.oversight_object_request,
  retention_hold: m.oversight_object_retention_hold,
  retention_rule: m.oversight_object_retention_rule,
  session: m.oversight_object_session,
  'access-request': m.oversight_object_access_request,
  trap: m.oversight_object_trap,
  'viewer-report': m.oversight_object_viewer_report,
  'viewing-alert': m.oversight_object_viewing_alert,
  'watch-setting': m.oversight_object_watch_setting,
  whereabouts: m.oversight_object_whereabouts,
}

/** What kind of thing a line of the record is about. */
export function objectWord(type: string | null): string {
  return (words[type ?? ''] ?? m.oversight_object_other)()
}
