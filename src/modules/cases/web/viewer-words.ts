import { m } from '../../../platform/words/words.ts'

/** Names of use-cases in words. One without words shows its code: better than nothing in a record of reads. */
export function actionWord(action: string): string {
  const words: Record<string, () => string> = {
    'case.show': m.cases_act_show,
    'case.frame': m.cases_act_frame,
    'case.open': m.cases_act_open,
    'case.write-note': m.cases_act_note,
    'case.amend-note': m.cases_act_amend,
    'case.show-for-edit': m.cases_act_show_edit,
    'case.edit-core': m.cases_act_edit,
    'case.edit-safety': m.cases_act_safety,
    'case.show-person': m.cases_act_person,
    'case.add-person': m.cases_act_add_person,
    'case.edit-person': m.cases_act_edit_person,
    'case.record-whereabouts': m.cases_act_place,
    'case.reveal-whereabouts': m.cases_act_reveal,
    'case.show-picture': m.cases_act_picture,
    'case.open-original': m.cases_act_original,
    'case.add-attachment': m.cases_act_file,
    'case.assign': m.cases_act_assign,
    'case.set-risk': m.cases_act_risk,
    'case.close': m.cases_act_close,
    'case.transfer': m.cases_act_transfer,
    'case.viewers': m.cases_act_viewers,
    'case.block-person': m.cases_act_block,
    'case.list-blocks': m.cases_act_list_blocks,
    'case.prepare-closing': m.cases_act_prepare_closing,
    'case.hub-desks': m.cases_act_hub_desks,
    'case.set-waiting': m.cases_act_waiting,
    'case.change-status': m.cases_act_status,
    'case.review': m.cases_act_review,
    'case.reopen': m.cases_act_reopen,
    'case.ask-approval': m.cases_act_ask,
    'case.decide-approval': m.cases_act_decide,
    'case.show-note': m.cases_act_show_note,
    'case.remove-attachment': m.cases_act_remove_file,
    'case.prepare-attachment': m.cases_act_prepare_file,
    'case.lift-block': m.cases_act_lift,
  }
  return words[action]?.() ?? action
}

export function purposeWord(purpose: string): string {
  const words: Record<string, () => string> = {
    support: m.cases_purpose_support,
    protection: m.cases_purpose_protection,
    coordination: m.cases_purpose_coordination,
    oversight: m.cases_purpose_oversight,
    administration: m.cases_purpose_administration,
  }
  return words[purpose]?.() ?? purpose
}

export function resultWord(result: string): string {
  const words: Record<string, () => string> = {
    ok: m.cases_result_ok,
    absent: m.cases_result_absent,
    refused: m.cases_result_refused,
    failed: m.cases_result_failed,
  }
  return words[result]?.() ?? result
}
