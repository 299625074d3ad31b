/** Which law or rule binds a body's people to silence; the texts stand in reference/pledges.json. */
export const dutyGrounds = [
  'local_public_service_34',
  'womens_act_15_5',
  'womens_act_9_8',
  'dv_act_5_3',
  'penal_code_134',
  'welfare_commissioner_15',
  'human_rights_volunteer_12',
  'local_guideline',
] as const
export type DutyGround = (typeof dutyGrounds)[number]
