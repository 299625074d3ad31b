/**
 * Who may do what: one line a permission, one page for the whole product. The page 「権限の一覧」 shows this table;
 * the authorisation guard compares it with a separately written oracle.
 */

/** Roles held at a desk. */
export const deskRoles = [
  'counselor',
  'supervisor',
  'manager',
  'desk_worker',
  'desk_lead',
  'partner_worker',
  'shelter_worker',
] as const
/** Roles held in the tenant; they hold no key of any desk, so configuration never implies content. */
export const tenantRoles = ['tenant_admin', 'auditor'] as const

export type DeskRole = (typeof deskRoles)[number]
export type TenantRole = (typeof tenantRoles)[number]
export type Role = DeskRole | TenantRole

/** Why something is looked at or done; stands in every audit line. */
export const purposes = [
  'support',
  'protection',
  'coordination',
  'administration',
  'oversight',
  'own-account',
] as const
export type Purpose = (typeof purposes)[number]

export interface PermissionRule {
  roles: readonly Role[]
  /** `step-up` = within five minutes of confirming the password and the second factor again. */
  level: 'session' | 'step-up'
  purposes: readonly Purpose[]
  /** Allowed before the duty of confidentiality is acknowledged. */
  beforePledge?: true
  /** Also for a signed-in person whom no desk has admitted yet: her own account. */
  withoutRole?: true
}

const everyone: readonly Role[] = [...deskRoles, ...tenantRoles]
const atAnyDesk: readonly Role[] = deskRoles
const hub: readonly Role[] = ['counselor', 'supervisor', 'manager']
const hubLeads: readonly Role[] = ['supervisor', 'manager']
const asked: readonly Role[] = ['desk_worker', 'desk_lead', 'partner_worker', 'shelter_worker']
const leads: readonly Role[] = ['supervisor', 'manager', 'desk_lead']

function rule(
  roles: readonly Role[],
  purposes: readonly Purpose[],
  more: Partial<PermissionRule> = {},
): PermissionRule {
  return { roles, purposes, level: 'session', ...more }
}

export const permissions = {
  'own.account': rule(everyone, ['own-account'], { beforePledge: true, withoutRole: true }),
  // Her security keys, and her place in the office's directory: whoever adds one comes in with it.
  'own.credentials': rule(everyone, ['own-account'], {
    level: 'step-up',
    beforePledge: true,
    withoutRole: true,
  }),
  'own.pledge': rule(everyone, ['own-account'], { beforePledge: true, withoutRole: true }),
  'own.today': rule(everyone, ['own-account', 'support', 'coordination'], { withoutRole: true }),
  // What she declares about herself and her kin: nobody else is shown it.
  'own.kin': rule(everyone, ['own-account'], { beforePledge: true, withoutRole: true }),
  'own.draft': rule(everyone, ['own-account', 'support', 'coordination']),

  'account.read': rule(['tenant_admin'], ['administration']),
  'account.manage': rule(['tenant_admin'], ['administration'], { level: 'step-up' }),
  'desk.found': rule(['tenant_admin'], ['administration'], { level: 'step-up' }),
  'desk.members': rule(everyone, ['administration']),
  'desk.ask-admission': rule([...leads, 'tenant_admin'], ['administration']),
  'desk.admit': rule(leads, ['administration'], { level: 'step-up' }),
  // Credentials of other programs: two administrators, then whoever leads the desk and holds its key. Ending one is urgent.
  'machine.read': rule(['tenant_admin', ...hubLeads], ['administration']),
  'machine.manage': rule(['tenant_admin'], ['administration'], { level: 'step-up' }),
  'machine.admit': rule(hubLeads, ['administration'], { level: 'step-up' }),
  'machine.end': rule(['tenant_admin', ...hubLeads], ['administration']),
  'desk.remove-member': rule([...leads, 'tenant_admin'], ['administration'], { level: 'step-up' }),
  'desk.renew-key': rule(leads, ['administration'], { level: 'step-up' }),
  'directory.read': rule(everyone, ['coordination', 'administration']),
  'directory.manage': rule(['tenant_admin', ...hubLeads], ['administration']),
  'directory.export': rule(['tenant_admin', ...hubLeads], ['administration'], { level: 'step-up' }),
  'roster.manage': rule([...leads, 'tenant_admin'], ['administration']),

  'consultation.read': rule(hub, ['support']),
  'consultation.write': rule(hub, ['support']),
  'consultation.review': rule(hubLeads, ['support', 'oversight']),
  'handover-note.read': rule(hub, ['support']),
  'handover-note.write': rule(hub, ['support']),

  'case.read': rule(hub, ['support', 'protection']),
  'case.write': rule(hub, ['support', 'protection']),
  'case.reveal-whereabouts': rule(hub, ['support', 'protection'], { level: 'step-up' }),
  'case.assign': rule(hubLeads, ['support', 'oversight']),
  'case.review': rule(hubLeads, ['oversight']),
  'case.approve': rule(hubLeads, ['support', 'oversight']),
  // Gives another desk everything, for good.
  'case.transfer': rule(hubLeads, ['support'], { level: 'step-up' }),
  'case.block': rule(hub, ['protection']),
  // Lets somebody in again whom a declaration kept out.
  'case.call-namesake': rule(hubLeads, ['protection'], { level: 'step-up' }),
  // A case of another desk, at night: found by whole traits, opened with a reason, told at once (ADR 16).
  'case.break-glass': rule(hub, ['protection'], { level: 'step-up' }),
  'case.read-in-emergency': rule(hub, ['protection']),
  'glass.review': rule(hubLeads, ['oversight']),
  'duty.give': rule(hubLeads, ['protection']),
  'duty.watch-appointment': rule(['tenant_admin', ...hubLeads], ['administration']),
  // Gives a desk a key to every case: two of them (platform/acts.ts).
  'duty.appoint': rule(['tenant_admin'], ['administration'], { level: 'step-up' }),
  // Replaces every key of the case; who shares it is given the new ones.
  'case.replace-keys': rule(['manager'], ['protection'], { level: 'step-up' }),
  'case.viewers': rule(hubLeads, ['oversight']),
  // Who opened her record, told to herself: date, agency, role, purpose.
  'viewing.report': rule(hubLeads, ['coordination']),
  // What she asks to be shown of her own records: listed and proposed by one, decided by another, given after step-up.
  'access.work': rule(hub, ['support']),
  'access.decide': rule(hubLeads, ['oversight']),
  'access.give': rule(hub, ['coordination'], { level: 'step-up' }),
  // Unusual viewing is answered by whoever leads the desk, and by auditors; never by whom it concerns (row-level security).
  'audit.viewing': rule([...leads, 'auditor'], ['oversight']),
  'audit.answer-viewing': rule([...leads, 'auditor'], ['oversight']),
  // What is watched is no secret: it deters (migrations/0160). Whoever is watched may read from where on.
  'audit.viewing-rules': rule(everyone, ['oversight']),
  'viewing.set': rule(['tenant_admin'], ['administration'], { level: 'step-up' }),
  // Which cases are traps is the auditors' knowledge alone.
  'audit.plant': rule(['auditor'], ['oversight'], { level: 'step-up' }),
  // Keeping is urgent and harms nobody; destroying takes somebody who leads the desk and a manager (ADR 24).
  'retention.hold': rule(hub, ['support']),
  'retention.lift': rule(hubLeads, ['oversight']),
  'retention.set-rules': rule(['manager'], ['administration'], { level: 'step-up' }),
  'disposal.read': rule(hubLeads, ['oversight']),
  'disposal.propose': rule(hubLeads, ['oversight']),
  'disposal.decide': rule(['manager'], ['oversight'], { level: 'step-up' }),
  'disposal.shred': rule(hubLeads, ['oversight'], { level: 'step-up' }),
  // What came from outside, as it came: it may carry anything, and on a desk's computer it is out of our hands.
  'file.original': rule(hub, ['support'], { level: 'step-up' }),
  'person.merge': rule(hub, ['support']),
  'search.run': rule(hub, ['support']),

  'request.send': rule(hub, ['coordination']),
  'request.decide': rule(hubLeads, ['coordination']),
  'request.read': rule([...asked, ...hub], ['coordination']),
  // A hub desk may be asked too: centre, facility and counsellors' group are desks of their own.
  'request.answer': rule([...asked, ...hub], ['coordination']),
  'request.answer-on-behalf': rule(hub, ['coordination']),
  'referral.send': rule([...asked, ...hub], ['coordination']),
  'referral.read': rule([...asked, ...hub], ['coordination']),
  'referral.receive': rule(hub, ['coordination']),
  'disclosure.read': rule(hub, ['coordination', 'oversight']),
  'disclosure.withdraw': rule(hub, ['coordination', 'protection']),
  'disclosure.set-rules': rule(['manager'], ['coordination']),
  'document.release': rule(atAnyDesk, ['support', 'coordination']),
  'release.read': rule(hubLeads, ['oversight', 'coordination']),

  // What the vault refused: kinds of rows and ids. Whoever keeps accounts and whoever watches answer for it.
  // No person, no record: figures of the machine, and what is due.
  'instance.health': rule(['tenant_admin'], ['administration']),
  'audit.alarms': rule(['tenant_admin', 'auditor'], ['oversight']),
  'audit.answer-alarm': rule(['tenant_admin', 'auditor'], ['oversight']),
  // Who has opened so much that she was stopped; lifting it and the office's own figures are told to auditors.
  'reads.watch': rule([...leads, 'tenant_admin'], ['oversight']),
  'reads.lift': rule([...leads, 'tenant_admin'], ['oversight'], { level: 'step-up' }),
  'reads.set': rule(['tenant_admin'], ['administration'], { level: 'step-up' }),
  'audit.read': rule(['auditor'], ['oversight']),
  // What others typed names people who are nobody's business here: asked for again, with a reason.
  'audit.read-words': rule(['auditor'], ['oversight'], { level: 'step-up' }),
  'audit.give-key': rule(['auditor'], ['oversight'], { level: 'step-up' }),
  'audit.renew-key': rule(['auditor'], ['oversight'], { level: 'step-up' }),
} as const satisfies Record<string, PermissionRule>

export type Permission = keyof typeof permissions

/**
 * What a machine may be allowed, and the one permission that each comes to. A use-case opens itself to machines by naming
 * its scope; every other one refuses them, whatever the permission. No scope reaches whereabouts, files, requests or paper.
 */
export const machineScopes = {
  'cases.read': 'case.read',
  'search.run': 'search.run',
  'consultations.write': 'consultation.write',
} as const satisfies Record<string, Permission>
export type MachineScope = keyof typeof machineScopes

/** Whether any of the roles carries the permission. */
export function allows(permission: Permission, roles: readonly string[]): boolean {
  const { roles: named, withoutRole }: { roles: readonly string[]; withoutRole?: true } =
    permissions[permission]
  return withoutRole === true || roles.some((role) => named.includes(role))
}
