import { m } from '../../platform/words/words.ts'
import type { BodyKind, BodyType, DeskKind, Terminal } from './codes.ts'
import type { DutyGround } from './duty-grounds.ts'

/** A word of the catalogue; files for the outside ask for the Japanese one whatever the reader's language. */
export type Word = (inputs?: Record<string, never>, options?: { locale?: 'ja' | 'en' }) => string

export const bodyKindWords: Record<BodyKind, Word> = {
  center: m.directory_kind_center,
  department: m.directory_kind_department,
  agency: m.directory_kind_agency,
  facility: m.directory_kind_facility,
  private_body: m.directory_kind_private_body,
  registered_establishment: m.directory_kind_registered_establishment,
}

export const deskKindWords: Record<DeskKind, Word> = {
  hub: m.directory_desk_kind_hub,
  counselors_group: m.directory_desk_kind_counselors_group,
  center: m.directory_desk_kind_center,
  facility: m.directory_desk_kind_facility,
  department: m.directory_desk_kind_department,
  agency: m.directory_desk_kind_agency,
  private_body: m.directory_desk_kind_private_body,
}

export const terminalWords: Record<Terminal, Word> = {
  hub: m.directory_terminal_hub,
  asked: m.directory_terminal_asked,
  paper: m.directory_terminal_paper,
}

export const groundWords: Record<DutyGround, Word> = {
  local_public_service_34: m.directory_ground_local_public_service_34,
  womens_act_15_5: m.directory_ground_womens_act_15_5,
  womens_act_9_8: m.directory_ground_womens_act_9_8,
  dv_act_5_3: m.directory_ground_dv_act_5_3,
  penal_code_134: m.directory_ground_penal_code_134,
  welfare_commissioner_15: m.directory_ground_welfare_commissioner_15,
  human_rights_volunteer_12: m.directory_ground_human_rights_volunteer_12,
  local_guideline: m.directory_ground_local_guideline,
}

export const bodyTypeWords: Record<BodyType, Word> = {
  gender_equality_center: m.directory_type_gender_equality_center,
  womens_support_center: m.directory_type_womens_support_center,
  self_reliance_facility: m.directory_type_self_reliance_facility,
  residents: m.directory_type_residents,
  insurance_pension: m.directory_type_insurance_pension,
  tax: m.directory_type_tax,
  property_tax: m.directory_type_property_tax,
  tax_collection: m.directory_type_tax_collection,
  child_support: m.directory_type_child_support,
  child_family: m.directory_type_child_family,
  childcare: m.directory_type_childcare,
  livelihood: m.directory_type_livelihood,
  disability: m.directory_type_disability,
  elderly: m.directory_type_elderly,
  health: m.directory_type_health,
  civic_cooperation: m.directory_type_civic_cooperation,
  gender_equality: m.directory_type_gender_equality,
  school_affairs: m.directory_type_school_affairs,
  education_consultation: m.directory_type_education_consultation,
  housing: m.directory_type_housing,
  water: m.directory_type_water,
  election: m.directory_type_election,
  prefectural_center: m.directory_type_prefectural_center,
  child_guidance_center: m.directory_type_child_guidance_center,
  police: m.directory_type_police,
  public_health_center: m.directory_type_public_health_center,
  welfare_office: m.directory_type_welfare_office,
  welfare_commissioners: m.directory_type_welfare_commissioners,
  human_rights_volunteers: m.directory_type_human_rights_volunteers,
  social_welfare_council: m.directory_type_social_welfare_council,
  medical_association: m.directory_type_medical_association,
  dental_association: m.directory_type_dental_association,
  pharmacists_association: m.directory_type_pharmacists_association,
  hospital: m.directory_type_hospital,
  bar_association: m.directory_type_bar_association,
  pta: m.directory_type_pta,
  maternal_child_group: m.directory_type_maternal_child_group,
  support_group: m.directory_type_support_group,
  other: m.directory_type_other,
}
