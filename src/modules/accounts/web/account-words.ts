import type { Role } from '../../../platform/permissions.ts'
import { errorWords, type Sentences } from '../../../platform/words/error-words.ts'
import { m } from '../../../platform/words/words.ts'

export const roleWords: Record<Role, () => string> = {
  counselor: m.accounts_role_counselor,
  supervisor: m.accounts_role_supervisor,
  manager: m.accounts_role_manager,
  desk_worker: m.accounts_role_desk_worker,
  desk_lead: m.accounts_role_desk_lead,
  partner_worker: m.accounts_role_partner_worker,
  shelter_worker: m.accounts_role_shelter_worker,
  tenant_admin: m.accounts_role_tenant_admin,
  auditor: m.accounts_role_auditor,
}

export function roleWord(role: string): string {
  return role in roleWords ? roleWords[role as Role]() : role
}

export const stateWords = {
  invited: m.accounts_state_invited,
  active: m.accounts_state_active,
  suspended: m.accounts_state_suspended,
  left: m.accounts_state_left,
}

export const factorWords = {
  totp: m.accounts_factor_totp,
  card: m.accounts_card_title,
  recovery: m.accounts_factor_recovery,
}

const complaints: Sentences = {
  accounts_sign_in_wrong: m.accounts_sign_in_wrong,
  accounts_key_altered: m.accounts_key_altered,
  accounts_sign_in_missing: m.accounts_sign_in_missing,
  accounts_letter_wrong: m.accounts_letter_wrong,
  accounts_set_up_code_missing: m.accounts_set_up_code_missing,
  accounts_set_up_code_wrong: m.accounts_set_up_code_wrong,
  accounts_login_missing: m.accounts_login_missing,
  accounts_login_shape: m.accounts_login_shape,
  accounts_login_taken: m.accounts_login_taken,
  accounts_login_unknown: m.accounts_login_unknown,
  accounts_login_closed: m.accounts_login_closed,
  accounts_already_member: m.accounts_already_member,
  accounts_kits_own: m.accounts_kits_own,
  accounts_kits_changed: m.accounts_kits_changed,
  accounts_renew_again: m.accounts_renew_again,
  accounts_renew_without_key: m.accounts_renew_without_key,
  accounts_password_missing: m.accounts_password_missing,
  accounts_password_short: m.accounts_password_short,
  accounts_password_long: m.accounts_password_long,
  accounts_password_common: m.accounts_password_common,
  accounts_password_context: m.accounts_password_context,
  accounts_code_missing: m.accounts_code_missing,
  accounts_letter_missing: m.accounts_letter_missing,
  accounts_code_shape: m.accounts_code_shape,
  accounts_totp_code_missing: m.accounts_totp_code_missing,
  accounts_totp_code_wrong: m.accounts_totp_code_wrong,
  accounts_name_missing: m.accounts_name_missing,
  accounts_name_long: m.accounts_name_long,
  accounts_role_missing: m.accounts_role_missing,
  accounts_role_other_desk: m.accounts_role_other_desk,
  accounts_factor_missing: m.accounts_factor_missing,
  accounts_tenant_missing: m.accounts_tenant_missing,
  accounts_tenant_kind_missing: m.accounts_tenant_kind_missing,
  accounts_network_missing: m.accounts_network_missing,
  accounts_day_shape: m.accounts_day_shape,
  accounts_day_order: m.accounts_day_order,
  accounts_state_own: m.accounts_state_own,
  accounts_last_member: m.accounts_last_member,
  accounts_last_administrator: m.accounts_last_administrator,
  accounts_takes_two: m.accounts_takes_two,
  accounts_propose_own: m.accounts_propose_own,
  accounts_propose_no_need: m.accounts_propose_no_need,
  accounts_confirm_by_directory: m.accounts_confirm_by_directory,
  accounts_directory_stays: m.accounts_directory_stays,
  accounts_confirm_own: m.accounts_confirm_own,
  accounts_confirm_concerned: m.accounts_confirm_concerned,
  accounts_confirm_stale: m.accounts_confirm_stale,
  accounts_confirm_gone: m.accounts_confirm_gone,
  accounts_session_is_this: m.accounts_session_is_this,
  accounts_admit_own: m.accounts_admit_own,
  accounts_admit_alone: m.accounts_admit_alone,
  accounts_admit_by_lead: m.accounts_admit_by_lead,
  accounts_found_too_few: m.accounts_found_too_few,
  accounts_found_alone: m.accounts_found_alone,
  accounts_found_already: m.accounts_found_already,
  accounts_found_paper: m.accounts_found_paper,
  accounts_machine_name_missing: m.accounts_machine_name_missing,
  accounts_machine_scopes_missing: m.accounts_machine_scopes_missing,
  accounts_machine_desk: m.accounts_machine_desk,
  accounts_machine_answers_elsewhere: m.accounts_machine_answers_elsewhere,
  accounts_machine_days: m.accounts_machine_days,
  accounts_machine_many: m.accounts_machine_many,
  accounts_machine_confirm_answers: m.accounts_machine_confirm_answers,
  accounts_machine_admit_by_lead: m.accounts_machine_admit_by_lead,
  accounts_machine_admit_alone: m.accounts_machine_admit_alone,
  accounts_machine_admit_stale: m.accounts_machine_admit_stale,
  accounts_passkey_label_missing: m.accounts_passkey_label_missing,
  accounts_passkey_label_long: m.accounts_passkey_label_long,
  accounts_key_missing: m.accounts_key_missing,
  accounts_passkey_needs_name: m.accounts_passkey_needs_name,
  accounts_passkey_not_made: m.accounts_passkey_not_made,
  accounts_passkey_many: m.accounts_passkey_many,
  accounts_passkey_taken: m.accounts_passkey_taken,
  accounts_passkey_last: m.accounts_passkey_last,
  accounts_key_none: m.accounts_key_none,
  accounts_key_page_old: m.accounts_key_page_old,
  accounts_key_not_used: m.accounts_key_not_used,
  accounts_key_too_late: m.accounts_key_too_late,
  accounts_directory_too_late: m.accounts_directory_too_late,
  accounts_key_needs_password: m.accounts_key_needs_password,
  error_conflict: m.accounts_error_conflict,
  error_busy: m.accounts_error_busy,
  error_unavailable: m.accounts_error_unavailable,
}

const ofField = errorWords(complaints, m.accounts_field_invalid)
const ofForm = errorWords(complaints, m.accounts_error_other)

/** The sentence for a catalogue key that came with an error. */
export function complaint(key: string, isField = false): string {
  return (isField ? ofField : ofForm)(key)
}
