import {
  admin,
  and,
  auditor,
  author,
  everybody,
  holder,
  hubLead,
  hubLeadHere,
  leadHere,
  manager,
  nobody,
  not,
  or,
  recipient,
  shared,
  subject,
  type TableRule,
  unblocked,
  type Who,
} from './facts.ts'

/**
 * Who may do what to which row, written from docs/security.md §4–5 and the visibility table of the domain reference,
 * never from the SQL. Row-level security knows tenants, desks, shares, blocks and a few roles; which role may take
 * which action stands in permissions.ts and is checked by the use-case above it (use-case-table.test.ts).
 *
 * Columns: see, add, change, remove.
 */
type Rights = readonly [select: Who, insert: Who, update: Who, remove: Who]

function rule([select, insert, update, remove]: Rights, more: Partial<TableRule> = {}): TableRule {
  return { select, insert, update, delete: remove, ofCase: false, ...more }
}
/** About a case: a block makes it absent. */
function ofCase(rights: Rights, more: Partial<TableRule> = {}): TableRule {
  return rule(rights, { ofCase: true, ...more })
}

/** The case and what is kept with it: the desk that holds it works on it, a desk that was given the key reads. */
const caseContent: Rights = [or(holder, shared), holder, holder, nobody]
/** Written once, never changed: a correction is a new row (domain reference §3.5). */
const caseHistory: Rights = [or(holder, shared), holder, nobody, nobody]
/** Of the holding desk alone, whatever was shared. */
const deskOnly: Rights = [holder, holder, holder, nobody]
const deskOnlyHistory: Rights = [holder, holder, nobody, nobody]
/** Kept by administrators and hub leads, known to the tenant. */
const directory: Rights = [everybody, or(admin, hubLead), or(admin, hubLead), nobody]
const own: Rights = [subject, subject, subject, subject]
const reachedThroughFunctionsOnly: Rights = [nobody, nobody, nobody, nobody]

export const oracle: Readonly<Record<string, TableRule>> = {
  // Accounts: configuration never implies content; secrets are reached through functions only.
  'auth.tenant': rule([everybody, nobody, nobody, nobody]),
  // What an account is called, and what it is, changes through functions only.
  'auth.staff_user': rule([everybody, admin, nobody, nobody]),
  'auth.account_name': rule(reachedThroughFunctionsOnly),
  'auth.user_key': rule([everybody, admin, nobody, nobody]),
  'auth.unlocker': rule([nobody, admin, nobody, nobody]),
  'auth.factor': rule([subject, nobody, nobody, nobody], { subject: 'user_id' }),
  'auth.factor_code': rule([subject, nobody, nobody, nobody], { subject: 'user_id' }),
  // Her own security keys by name; what their answers are checked with, functions only.
  'auth.passkey': rule([subject, nobody, nobody, nobody], { subject: 'user_id' }),
  'auth.provider_link': rule([subject, nobody, nobody, nobody], { subject: 'user_id' }),
  // What outsiders are shown in place of keys that there are not.
  'auth.decoy_secret': rule(reachedThroughFunctionsOnly),
  'auth.taken_challenge': rule(reachedThroughFunctionsOnly),
  'auth.provider_visit': rule(reachedThroughFunctionsOnly),
  'auth.session': rule([subject, nobody, nobody, subject], { subject: 'user_id' }),
  // Power over accounts takes two administrators: written by functions, after a proposal that another confirmed.
  'auth.role_assignment': rule([or(or(admin, auditor), subject), nobody, nobody, nobody], {
    subject: 'user_id',
  }),
  'auth.account_proposal': rule([admin, and(admin, author), admin, nobody], { author: 'asked_by' }),
  'auth.sign_in_attempt': rule(reachedThroughFunctionsOnly),
  'auth.setup_link': rule(reachedThroughFunctionsOnly),
  // The public half seals for everybody who acts; who holds the other half is known to auditors.
  'auth.auditors_key': rule([everybody, nobody, nobody, nobody]),
  'auth.auditors_wrap': rule([auditor, nobody, nobody, nobody], { subject: 'user_id' }),
  'auth.auditors_leaver': rule([auditor, nobody, nobody, nobody], { subject: 'user_id' }),
  'auth.submission': rule([subject, subject, subject, nobody], { subject: 'user_id' }),
  // Followed up at one's own desk (pledge.db.test.ts), and by administrators.
  'auth.pledge': rule([or(admin, subject), subject, nobody, nobody], { subject: 'user_id' }),

  // Desks and keys. Admission takes two: one asks, a lead who is neither asker nor newcomer admits; leaving is a function.
  // Its key is given once, when it is founded; the desks here have theirs.
  'auth.desk': rule([everybody, admin, nobody, nobody]),
  'auth.desk_key': rule([everybody, admin, nobody, nobody]),
  'auth.admission': rule(
    [or(holder, admin), and(or(leadHere, admin), author, not(subject)), or(leadHere, admin), nobody],
    { subject: 'user_id', author: 'asked_by' },
  ),
  // Persons of a desk are known there and to administrators.
  'auth.membership': rule([or(holder, admin, subject), and(leadHere, not(subject)), subject, nobody], {
    subject: 'user_id',
  }),
  // Who held the desk's key: known where who holds it is known.
  'auth.desk_leaver': rule([or(holder, admin), nobody, nobody, nobody], { subject: 'user_id' }),
  // That its key is renewed, since when and by whom: as who left. It is written by functions that ask who has shown herself.
  'auth.desk_renewal': rule([or(holder, admin), nobody, nobody, nobody]),
  // Recovery kits are the administrators' to make and confirm; what lies sealed to them nobody here reads.
  'auth.escrow_key': rule([admin, nobody, nobody, nobody]),
  'auth.escrowed_seed': rule(reachedThroughFunctionsOnly),
  'auth.retired_key': rule(reachedThroughFunctionsOnly),
  'auth.search_place': rule(reachedThroughFunctionsOnly),
  'auth.search_stale': rule(reachedThroughFunctionsOnly),
  'auth.compartment': ofCase([or(holder, shared), holder, holder, holder]),
  'auth.compartment_grant': ofCase([or(holder, shared), holder, shared, holder]),
  // Set from the case page by the desk that holds it; never seen by the person it names, nor by a desk that was asked.
  'auth.case_block': ofCase(
    [and(holder, not(subject)), and(holder, author, not(subject)), nobody, and(holder, not(subject))],
    { subject: 'user_id', author: 'created_by' },
  ),
  // Programs of the office: three people make one, through functions; known where it is known who holds a key.
  'auth.machine': rule([or(holder, admin), nobody, nobody, nobody]),
  // How much may be opened is known to all and set by administrators; what was opened is counted by a function.
  'auth.read_budget': rule([everybody, admin, admin, nobody]),
  'auth.read_use': rule(reachedThroughFunctionsOnly),
  'auth.read_lift': rule([or(or(admin, auditor), author), nobody, nobody, nobody], { author: 'lifted_by' }),
  // What somebody declared is hers; neither side's tokens can be read, and a match is for the leads it does not name.
  'auth.kin': rule([subject, subject, nobody, subject], { subject: 'user_id' }),
  'auth.kin_token': rule(reachedThroughFunctionsOnly),
  'auth.opposing_token': rule(reachedThroughFunctionsOnly),
  'auth.conflict_match': ofCase([and(hubLeadHere, not(subject)), nobody, nobody, nobody], {
    subject: 'user_id',
  }),
  // Two for an act, and the duty desk: asked, agreed to, appointed, broken and reviewed through functions.
  'auth.act_approval': rule([admin, nobody, nobody, nobody]),
  'auth.duty_desk': rule([everybody, nobody, nobody, nobody]),
  'auth.break_glass': ofCase([or(subject, hubLeadHere), nobody, nobody, nobody], { subject: 'user_id' }),
  'auth.case_token': ofCase([nobody, holder, nobody, nobody]),
  // Kinds of rows and ids, never content; raised and answered by functions.
  'audit.alarm': rule([or(admin, auditor), nobody, nobody, nobody]),
  // Unusual viewing: for whoever leads the desk and for auditors, never for whom it is about; raised and answered by functions.
  'audit.viewing_alert': ofCase([and(or(auditor, leadHere), not(subject)), nobody, nobody, nobody], {
    subject: 'user_id',
  }),
  // Which cases are traps is known to auditors alone; planted and taken away by functions that ask who has shown herself.
  'audit.trap': ofCase([auditor, nobody, nobody, nobody]),
  // What is watched deters: known to all, set by administrators.
  'audit.watch_setting': rule([everybody, admin, admin, nobody]),
  // Hashes of what was written: for the command that verifies, and for nobody in the product.
  'audit.written': rule(reachedThroughFunctionsOnly),
  'audit.event': ofCase([or(auditor, hubLeadHere), nobody, nobody, nobody]),

  'public.body': rule(directory),
  'public.desk_entry': rule(directory),
  'public.contact_role': rule(directory),
  'public.public_window': rule(directory),
  'public.office_setting': rule(directory),
  'public.office_day': rule([everybody, or(admin, hubLead), or(admin, hubLead), or(admin, hubLead)]),
  'public.duty': rule([or(admin, holder), or(admin, leadHere), or(admin, leadHere), or(admin, leadHere)]),

  'public.person': ofCase(caseContent),
  // Class A: a share never carries it; what a recipient must know stands in her own sheet.
  'public.whereabouts': ofCase(deskOnly),
  'public.caller_token': ofCase([holder, holder, holder, holder]),
  'public.same_person': ofCase(deskOnly),
  // Of the whole desk: a case that does not exist for somebody lies in no drawer. Where copies lie is asked of functions.
  'public.search_drawer': rule(reachedThroughFunctionsOnly),

  'public.case_': ofCase(caseContent),
  'public.case_note': ofCase(caseHistory),
  'public.case_event': ofCase(caseHistory),
  // What she looked at she can see: whoever cannot leaves no mark of having looked.

  // What she looked at she can see: whoever cannot leaves no mark of having looked.
  'public.case_seen': ofCase(
    [subject, and(subject, or(holder, shared)), and(subject, or(holder, shared)), nobody],
    { subject: 'user_id' },
  ),
  'public.case_number': rule(reachedThroughFunctionsOnly),
  'public.case_rule': rule([holder, hubLeadHere, hubLeadHere, nobody]),
  'public.approval': ofCase(deskOnly),
  'public.attachment': ofCase(caseContent),

  'public.consultation': ofCase(caseContent),
  'public.consultation_version': ofCase(caseContent),
  'public.call_tally': rule([holder, holder, nobody, and(holder, author)], { author: 'author_id' }),
  'public.handover_note': ofCase(deskOnly),
  'public.handover_read': ofCase([holder, and(holder, subject), nobody, nobody], { subject: 'user_id' }),
  'public.saved_view': rule([and(holder, author), and(holder, author), nobody, and(holder, author)], {
    author: 'owner_id',
  }),
  'public.draft': rule(own, { subject: 'user_id' }),

  // Disclosure and requests. A withdrawn or expired share takes the row itself out of the asked desk's sight.
  'public.disclosure_rule': rule([everybody, manager, manager, nobody]),
  'public.disclosure': ofCase(deskOnly),
  'public.ledger_reading': ofCase(deskOnlyHistory),
  // Her request and what is held of her: the desk's that works on it. What is checked, proposed, decided and given changes through
  // functions that take the person from the session.
  'public.access_request': ofCase(deskOnlyHistory),
  'public.access_item': ofCase(deskOnlyHistory),
  // Her list of who opened the record, as it was made.
  'public.viewer_report': ofCase(deskOnlyHistory),
  'public.request': ofCase([or(holder, shared), holder, or(holder, shared), nobody]),
  'public.request_case': ofCase(deskOnlyHistory),
  'public.request_message': ofCase([or(holder, shared), and(or(holder, shared), author), nobody, nobody], {
    author: 'author_id',
  }),
  // Its own document in its own compartment; whoever made it keeps it, as it was made.
  'public.official_act': ofCase(caseHistory),
  // The sender sees what became of it (one of four words); the receiving desk works on it.
  'public.referral': ofCase([or(holder, recipient), holder, recipient, nobody]),
  'public.referral_outcome': ofCase(deskOnly),
  'public.release_counter': rule(reachedThroughFunctionsOnly),
  'public.release': ofCase(deskOnly),
  'public.release_order': ofCase(deskOnly),

  // Clocks, holds and destruction: written by functions, each with its own guard. What is proposed concerns whoever leads.
  // Two managers where it gets shorter: written by a function alone.
  'public.retention_rule': rule([everybody, nobody, nobody, nobody]),
  'public.retention_promise': rule(reachedThroughFunctionsOnly),
  'public.retention_hold': ofCase([holder, nobody, nobody, nobody]),
  'public.disposal_list': ofCase([hubLeadHere, nobody, nobody, nobody]),
  'public.disposal_item': ofCase([hubLeadHere, nobody, nobody, nobody]),
  'auth.shred_ledger': ofCase([hubLeadHere, nobody, nobody, nobody]),

  'public.notice': ofCase([or(subject, holder), author, nobody, nobody], {
    subject: 'user_id',
    author: 'made_by',
  }),
  'public.notice_call': ofCase(reachedThroughFunctionsOnly),
  // Read is what was there to be read.
  'public.notice_read': rule([subject, and(subject, holder, unblocked), nobody, nobody], {
    subject: 'user_id',
  }),
}
