export const bodyKinds = [
  'center',
  'department',
  'agency',
  'facility',
  'private_body',
  'registered_establishment',
] as const
export type BodyKind = (typeof bodyKinds)[number]

/** What a body does; sections are found by it whatever a town calls them. */
export const bodyTypes = [
  'gender_equality_center',
  'womens_support_center',
  'self_reliance_facility',
  'residents',
  'insurance_pension',
  'tax',
  'property_tax',
  'tax_collection',
  'child_support',
  'child_family',
  'childcare',
  'livelihood',
  'disability',
  'elderly',
  'health',
  'civic_cooperation',
  'gender_equality',
  'school_affairs',
  'education_consultation',
  'housing',
  'water',
  'election',
  'prefectural_center',
  'child_guidance_center',
  'police',
  'public_health_center',
  'welfare_office',
  'welfare_commissioners',
  'human_rights_volunteers',
  'social_welfare_council',
  'medical_association',
  'dental_association',
  'pharmacists_association',
  'hospital',
  'bar_association',
  'pta',
  'maternal_child_group',
  'support_group',
  'other',
] as const
export type BodyType = (typeof bodyTypes)[number]

export const deskKinds = [
  'hub',
  'counselors_group',
  'center',
  'facility',
  'department',
  'agency',
  'private_body',
] as const
export type DeskKind = (typeof deskKinds)[number]

/** hub = owns cases; asked = receives sheets on a terminal; paper = is reached by hand or telephone. */
export const terminals = ['hub', 'asked', 'paper'] as const
export type Terminal = (typeof terminals)[number]
