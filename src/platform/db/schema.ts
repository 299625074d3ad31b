// Made from the migrations by `npm run db:types`; a test sees that it is current.
import type { Generated } from 'kysely'

export interface DB {
  'audit.alarm': {
    tenant_id: string
    id: Generated<string>
    kind: string
    object_id: string
    at_desk: string | null
    first_at: Generated<Date>
    last_at: Generated<Date>
    times: number
    answer: string | null
    answered_by: string | null
    answered_at: Date | null
  }
  'audit.event': {
    seq: Generated<number>
    xid8: Generated<string>
    tenant_id: string | null
    at: Generated<Date>
    actor_id: string | null
    session_hash: Buffer | null
    action: string
    object_type: string | null
    object_id: string | null
    case_id: string | null
    purpose: string
    basis: string | null
    result: string
    count: number | null
    content_hash: Buffer | null
    reason: Buffer | null
  }
  'audit.trap': {
    tenant_id: string
    id: string
    case_id: string
    set_by: string
    set_at: Generated<Date>
    ended_at: Date | null
  }
  'audit.viewing_alert': {
    tenant_id: string
    id: Generated<string>
    rule: string
    user_id: string
    with_ids: Generated<string[]>
    desk_id: string | null
    case_id: string | null
    first_at: Date
    last_at: Date
    times: number
    last_xid: number
    raised_at: Generated<Date>
    answer: string | null
    answered_by: string | null
    answered_at: Date | null
  }
  'audit.watch_setting': {
    tenant_id: string
    names_in_report: boolean
    other_days: number
    usual_times: number
    usual_least: number
    hours_margin: number
    hours_least: number
    ended_days: number
    crowd_people: number
    refused_least: number
    leaving_days: number
    leaving_least: number
    changed_by: string
    changed_at: Generated<Date>
  }
  'audit.written': {
    tenant_id: string
    seq: number
    label: string
    row_id: string
    hash: Buffer
  }
  'auth.account_name': {
    tenant_id: string
    user_id: string
    signed_at: Date
    mac: Buffer
  }
  'auth.account_proposal': {
    tenant_id: string
    id: string
    act: string
    user_id: string
    role: string | null
    asked_by: string
    asked_at: Generated<Date>
    state: Generated<string>
    decided_by: string | null
    decided_at: Date | null
  }
  'auth.act_approval': {
    tenant_id: string
    id: string
    act: string
    fields: string
    mac: Buffer
    asked_by: string
    asked_at: Generated<Date>
    expires_at: Date
    state: Generated<string>
    decided_by: string | null
    decided_at: Date | null
    done_at: Date | null
  }
  'auth.admission': {
    tenant_id: string
    id: string
    desk_id: string
    user_id: string
    role: string
    not_before: Generated<number>
    not_after: Generated<number>
    asked_by: string
    asked_at: Generated<Date>
    state: Generated<string>
    decided_by: string | null
    decided_at: Date | null
  }
  'auth.auditors_key': {
    tenant_id: string
    epoch: number
    key_id: Buffer
    public_key: Buffer
    mac: Buffer
    made_by: string
    made_at: Generated<Date>
    leavers_unknown: Generated<boolean>
  }
  'auth.auditors_leaver': {
    tenant_id: string
    epoch: number
    user_id: string
    left_at: Generated<Date>
  }
  'auth.auditors_wrap': {
    tenant_id: string
    user_id: string
    epoch: number
    wrap: Buffer
    mac: Buffer
    given_by: string
    given_at: Generated<Date>
  }
  'auth.break_glass': {
    tenant_id: string
    id: string
    user_id: string
    desk_id: string
    case_desk_id: string
    case_id: string
    at: Generated<Date>
    ends_at: Generated<Date>
    schema_no: Generated<number>
    reason: Buffer
    verdict: string | null
    reviewed_by: string | null
    reviewed_at: Date | null
  }
  'auth.case_block': {
    tenant_id: string
    case_id: string
    user_id: string
    created_at: Generated<Date>
    created_by: string
    origin: Generated<string>
  }
  'auth.case_token': {
    tenant_id: string
    case_id: string
    token: Buffer
  }
  'auth.compartment': {
    tenant_id: string
    id: string
    kind: string
    owner_desk_id: string
    case_id: string | null
    created_at: Generated<Date>
  }
  'auth.compartment_grant': {
    tenant_id: string
    compartment_id: string
    owner_desk_id: string
    desk_id: string
    epoch: number
    key_id: Buffer
    not_after: Generated<number>
    basis_id: string | null
    wrap: Buffer
    mac: Buffer
    created_at: Generated<Date>
    for_duty: Generated<boolean>
  }
  'auth.conflict_match': {
    tenant_id: string
    case_id: string
    user_id: string
    kin_id: string
    made_at: Generated<Date>
    state: Generated<string>
    decided_by: string | null
    decided_at: Date | null
  }
  'auth.decoy_secret': {
    tenant_id: string
    secret: Buffer
  }
  'auth.desk': {
    tenant_id: string
    id: string
    kind: string
    epoch: number | null
    rotate_due_at: Date | null
  }
  'auth.desk_key': {
    tenant_id: string
    desk_id: string
    epoch: number
    key_id: Buffer
    public_key: Buffer
    mac: Buffer
    created_at: Generated<Date>
  }
  'auth.desk_leaver': {
    tenant_id: string
    desk_id: string
    user_id: string
    left_at: Generated<Date>
  }
  'auth.desk_renewal': {
    tenant_id: string
    desk_id: string
    epoch: number
    card_key_id: Buffer
    due_since: Date
    begun_by: string
    begun_at: Generated<Date>
    moved_at: Date | null
    finished_at: Date | null
  }
  'auth.duty_desk': {
    tenant_id: string
    id: string
    desk_id: string
    since: Generated<Date>
    until: Date | null
    appointed_by: string
    mac: Buffer
  }
  'auth.escrow_key': {
    tenant_id: string
    epoch: number
    key_id: Buffer
    public_key: Buffer
    root_key_id: Buffer
    root_wrap: Buffer
    mac: Buffer
    made_by: string
    made_at: Generated<Date>
    confirmed_by: string | null
    confirmed_at: Date | null
    used_at: Date | null
    root_proof: Buffer | null
  }
  'auth.escrowed_seed': {
    tenant_id: string
    desk_id: string
    epoch: number
    escrow_epoch: number
    wrap: Buffer
    put_by: string
    put_at: Generated<Date>
  }
  'auth.factor': {
    tenant_id: string
    user_id: string
    id: string
    kind: string
    secret: Buffer | null
    last_step: Generated<number>
    created_at: Generated<Date>
    salt: Buffer | null
  }
  'auth.factor_code': {
    tenant_id: string
    user_id: string
    factor_id: string
    code_hash: Buffer
    used_at: Date | null
  }
  'auth.kin': {
    tenant_id: string
    id: string
    user_id: string
    created_at: Generated<Date>
    rev: Generated<number>
    schema_no: Generated<number>
    document: Buffer
  }
  'auth.kin_token': {
    tenant_id: string
    kin_id: string
    use: string
    token: Buffer
  }
  'auth.machine': {
    tenant_id: string
    id: string
    name: string
    scopes: string[]
    desk_id: string
    answers_id: string
    days: number
    state: Generated<string>
    asked_by: string
    asked_at: Generated<Date>
    confirmed_by: string | null
    confirmed_at: Date | null
    user_id: string | null
    admitted_by: string | null
    admitted_at: Date | null
    ends_at: Date | null
    mac: Buffer | null
    used_at: Date | null
    ended_by: string | null
    ended_at: Date | null
  }
  'auth.membership': {
    tenant_id: string
    desk_id: string
    user_id: string
    epoch: number
    role: string
    not_before: Generated<number>
    not_after: Generated<number>
    wrap: Buffer
    mac: Buffer
    created_at: Generated<Date>
  }
  'auth.opposing_token': {
    tenant_id: string
    id: string
    party: Buffer
    use: string
    token: Buffer
    pointer: Buffer
  }
  'auth.passkey': {
    tenant_id: string
    user_id: string
    id: string
    rp_id: string
    credential_id: Buffer
    public_key: Buffer
    counter: Generated<number>
    name: string
    opens: boolean
    mac: Buffer
    created_at: Generated<Date>
    used_at: Date | null
  }
  'auth.pledge': {
    tenant_id: string
    user_id: string
    id: string
    ground: string
    text_version: number
    at: Generated<Date>
    renew_by: string | null
  }
  'auth.provider_link': {
    tenant_id: string
    user_id: string
    subject_hash: Buffer
    mac: Buffer
    linked_at: Generated<Date>
  }
  'auth.provider_visit': {
    tenant_id: string
    attempt_hash: Buffer
    hash: Buffer
    user_id: string
    ends_at: Generated<Date>
  }
  'auth.read_budget': {
    tenant_id: string
    who: Generated<string>
    what: string
    ask_after: number | null
    stop_after: number
    changed_by: string
    changed_at: Generated<Date>
  }
  'auth.read_lift': {
    tenant_id: string
    id: string
    user_id: string
    what: string
    day: string
    lifted_by: string
    at: Generated<Date>
  }
  'auth.read_use': {
    tenant_id: string
    user_id: string
    what: string
    day: string
    object_id: string
    at: Generated<Date>
  }
  'auth.retired_key': {
    tenant_id: string
    compartment_id: string
    key_id: Buffer
    retired_at: Generated<Date>
  }
  'auth.role_assignment': {
    tenant_id: string
    user_id: string
    role: string
    not_before: Generated<Date>
    not_after: Date | null
    mac: Buffer
  }
  'auth.search_place': {
    tenant_id: string
    row_id: string
    desk_id: string
    label: string
    case_id: string | null
    drawer_id: string | null
  }
  'auth.search_stale': {
    tenant_id: string
    id: Generated<string>
    desk_id: string
    drawer_id: string
  }
  'auth.session': {
    tenant_id: string
    id: Generated<string>
    lookup: Buffer
    user_id: string
    wrap: Buffer
    network_hash: Buffer
    device_label: Generated<string>
    created_at: Generated<Date>
    active_at: Generated<Date>
    ends_at: Date
    step_up_until: Date | null
    replaced_at: Date | null
    machine_id: string | null
    behind: string[] | null
  }
  'auth.setup_link': {
    tenant_id: string
    token_hash: Buffer
    offered_at: Generated<Date>
  }
  'auth.shred_ledger': {
    tenant_id: string
    id: string
    kind: string
    desk_id: string
    list_id: string
    shredded_on: string
    effective_on: string
    mac: Buffer
    replayed_at: Date | null
  }
  'auth.sign_in_attempt': {
    tenant_id: string
    id: Generated<string>
    at: Generated<Date>
    login_hash: Buffer
    network_hash: Buffer
    succeeded: boolean
  }
  'auth.staff_user': {
    tenant_id: string
    id: string
    login: string
    display_name: string
    state: Generated<string>
    created_at: Generated<Date>
    left_at: Date | null
    kind: Generated<string>
  }
  'auth.submission': {
    tenant_id: string
    user_id: string
    id: string
    action: string
    outcome_id: string | null
    at: Generated<Date>
    fingerprint: Buffer | null
  }
  'auth.taken_challenge': {
    tenant_id: string
    tag: Buffer
    ends_at: Date
  }
  'auth.tenant': {
    tenant_id: string
    name: string
    kind: string
    parent_id: string | null
    hosts: Generated<string[]>
    is_default: Generated<boolean>
    is_sample: Generated<boolean>
    created_at: Generated<Date>
  }
  'auth.unlocker': {
    tenant_id: string
    user_id: string
    unlocker_id: string
    kind: string
    salt: Buffer
    auth_hash: Buffer
    wrap: Buffer
    not_after: Generated<number>
    mac: Buffer
    created_at: Generated<Date>
  }
  'auth.user_key': {
    tenant_id: string
    user_id: string
    key_id: Buffer
    public_key: Buffer
    mac: Buffer
  }
  access_item: {
    tenant_id: string
    id: string
    access_id: string
    case_id: string
    desk_id: string
    kind: string
    object_id: string
    day: string
    with_desk: string | null
    third_party: boolean
    choice: string | null
    ground: number | null
    proposed_by: string | null
    proposers: Generated<string[]>
    turn: Generated<number>
    version: string | null
  }
  access_request: {
    tenant_id: string
    id: string
    desk_id: string
    compartment_id: string
    case_id: string | null
    requester: string
    received_on: string
    due_on: string
    extended_on: string | null
    state: Generated<string>
    proofs: Generated<string[]>
    asked_herself: Generated<boolean>
    identified_by: string | null
    identified_at: Date | null
    proposed_by: string | null
    decided_by: string | null
    decided_at: Date | null
    ended_by: string | null
    ended_at: Date | null
    release_id: string | null
    made_by: string
    made_at: Generated<Date>
    rev: Generated<number>
    schema_no: Generated<number>
    words: Buffer
    turn: Generated<number>
    kept_from: Generated<string[]>
    near_cases: Generated<string[]>
    end_asked_by: string | null
    end_asked_as: string | null
  }
  approval: {
    tenant_id: string
    id: string
    case_id: string | null
    desk_id: string
    compartment_id: string
    kind: string
    subject_id: string
    state: Generated<string>
    mode: Generated<string>
    asked_by: string
    asked_at: Generated<Date>
    decided_by: string | null
    decided_at: Date | null
    seen_by: string | null
    seen_at: Date | null
    rev: Generated<number>
    schema_no: Generated<number>
    reason: Buffer | null
    comment: Buffer | null
    subject_code: string | null
    accepts_open: Generated<boolean>
    stead_ground: string | null
    see_by: string | null
  }
  attachment: {
    tenant_id: string
    id: string
    case_id: string
    desk_id: string
    compartment_id: string
    size_bucket: string
    form: string
    uploaded_by: string
    created_at: Generated<Date>
    removed_at: Date | null
    rev: Generated<number>
    schema_no: Generated<number>
    label: Buffer
    file_key: Buffer
    content: Buffer
  }
  body: {
    tenant_id: string
    id: string
    kind: string
    type_code: Generated<string>
    bureau: Generated<string>
    name: string
    name_kana: Generated<string>
    duty_ground: string
    duty_source: Generated<string>
    is_outside_municipality: Generated<boolean>
    active_from: Generated<string>
    active_until: string | null
    sort: Generated<number>
    rev: Generated<number>
  }
  call_tally: {
    tenant_id: string
    id: string
    desk_id: string
    day: string
    kind: string
    author_id: string
    created_at: Generated<Date>
  }
  caller_token: {
    tenant_id: string
    person_id: string
    desk_id: string
    use: string
    token: Buffer
  }
  case_: {
    tenant_id: string
    id: string
    desk_id: string
    compartment_id: string
    client_id: string
    assignee_id: string | null
    status: Generated<string>
    waiting_for: string | null
    risk_level: Generated<string>
    reassess_by: string | null
    opened_on: string
    closed_on: string | null
    retain_until: string | null
    next_review_on: string | null
    reviewed_by: string | null
    reviewed_at: Date | null
    moved_at: Generated<Date>
    chief_complaint: string | null
    route: string | null
    code_version: Generated<number>
    schema_no: Generated<number>
    core_rev: Generated<number>
    core: Buffer
    label: Buffer | null
    safety_rev: Generated<number>
    safety: Buffer
  }
  case_event: {
    tenant_id: string
    id: string
    case_id: string
    desk_id: string
    compartment_id: string
    kind: string
    actor_id: string
    day: Generated<string>
    at: Generated<Date>
    object_id: string | null
    to_state: string | null
    schema_no: Generated<number>
    reason: Buffer | null
  }
  case_note: {
    tenant_id: string
    id: string
    case_id: string
    desk_id: string
    compartment_id: string
    kind: string
    day: string
    author_id: string
    amends_id: string | null
    created_at: Generated<Date>
    rev: Generated<number>
    schema_no: Generated<number>
    body: Buffer
  }
  case_number: {
    tenant_id: string
    fiscal_year: number
    given: string
  }
  case_rule: {
    tenant_id: string
    desk_id: string
    quiet_days: number
    retention_years: number
    child_age: number
    closing_needs_approval: boolean
    changed_by: string
    changed_at: Generated<Date>
  }
  case_seen: {
    tenant_id: string
    case_id: string
    user_id: string
    seen_at: Generated<Date>
    before_at: Date | null
  }
  consultation: {
    tenant_id: string
    id: string
    desk_id: string
    compartment_id: string
    case_id: string | null
    person_id: string | null
    day: string
    channel: string
    minutes: number | null
    author_id: string
    counted_as: Generated<string>
    urgency: Generated<string>
    risk_level: Generated<string>
    chief_complaint: Generated<string>
    route: Generated<string>
    age_band: Generated<string>
    relation: Generated<string>
    sex: Generated<string>
    code_version: number
    reviewed_by: string | null
    reviewed_at: Date | null
    is_back_entry: Generated<boolean>
    created_at: Generated<Date>
    amended_by: string | null
    amended_at: Date | null
    rev: Generated<number>
    schema_no: Generated<number>
    record: Buffer
    next_contact_on: string | null
    next_contact_changed_at: Date | null
    entered_by: string | null
    kept_from: Generated<string[]>
    kept_kin: Generated<string[]>
    kept_out: Generated<string[]>
    let_in: Generated<string[]>
  }
  consultation_version: {
    tenant_id: string
    id: string
    consultation_id: string
    desk_id: string
    compartment_id: string
    case_id: string | null
    rev: number
    written_by: string
    written_at: Date
    replaced_by: string
    replaced_at: Generated<Date>
    schema_no: Generated<number>
    record: Buffer
  }
  contact_role: {
    tenant_id: string
    id: string
    desk_id: string
    title: string
    note: Generated<string>
    sort: Generated<number>
    active_from: Generated<string>
    active_until: string | null
    rev: Generated<number>
  }
  desk_entry: {
    tenant_id: string
    desk_id: string
    body_id: string
    name: string
    kind: string
    public_phone: Generated<string>
    extension: Generated<string>
    active_from: Generated<string>
    active_until: string | null
    sort: Generated<number>
    rev: Generated<number>
  }
  disclosure: {
    tenant_id: string
    id: string
    case_id: string
    desk_id: string
    compartment_id: string
    recipient_desk_id: string
    basis: string
    from_day: string
    until_day: string | null
    sheet_compartment_id: string | null
    state: Generated<string>
    made_by: string
    made_at: Generated<Date>
    decision: string | null
    decided_by: string | null
    decided_at: Date | null
    see_by: string | null
    seen_by: string | null
    seen_at: Date | null
    ended_by: string | null
    ended_at: Date | null
    rev: Generated<number>
    schema_no: Generated<number>
    ledger: Buffer
    made_as: string | null
    stead_ground: string | null
    ending: Buffer | null
    ended_with_case: Generated<boolean>
  }
  disclosure_rule: {
    tenant_id: string
    with_consent: string
    without_consent: string
    see_within: number
    reply_within: number
    rev: Generated<number>
    danger_with_whereabouts: Generated<string>
  }
  disposal_item: {
    tenant_id: string
    id: string
    list_id: string
    desk_id: string
    kind: string
    case_id: string | null
    consultation_id: string | null
    compartment_id: string
    state: Generated<string>
    keep_until: string | null
    taken_by: string | null
    taken_at: Date | null
    schema_no: Generated<number>
    reason: Buffer | null
  }
  disposal_list: {
    tenant_id: string
    id: string
    desk_id: string
    state: Generated<string>
    made_by: string
    made_at: Generated<Date>
    ended_by: string | null
    ended_at: Date | null
  }
  draft: {
    tenant_id: string
    id: string
    user_id: string
    kind: string
    subject_id: string
    updated_at: Generated<Date>
    named_at: Generated<Date>
    rev: Generated<number>
    schema_no: Generated<number>
    content: Buffer
  }
  duty: {
    tenant_id: string
    id: string
    desk_id: string
    user_id: string
    day: string
    kind: string
    covers_user_id: string | null
  }
  handover_note: {
    tenant_id: string
    id: string
    desk_id: string
    case_id: string | null
    author_id: string
    created_at: Generated<Date>
    until: string
    rev: Generated<number>
    schema_no: Generated<number>
    note: Buffer
  }
  handover_read: {
    tenant_id: string
    note_id: string
    desk_id: string
    user_id: string
    at: Generated<Date>
  }
  ledger_reading: {
    tenant_id: string
    id: string
    case_id: string
    desk_id: string
    day: string
    read_by: string
    copy_safe: string
    release_id: string | null
    created_at: Generated<Date>
  }
  notice: {
    tenant_id: string
    id: string
    desk_id: string | null
    user_id: string | null
    kind: string
    object_type: string
    object_id: string
    compartment_id: string | null
    made_by: string | null
    at: Generated<Date>
  }
  notice_call: {
    tenant_id: string
    notice_id: string
    consultation_id: string
  }
  notice_read: {
    tenant_id: string
    notice_id: string
    user_id: string
    at: Generated<Date>
  }
  office_day: {
    tenant_id: string
    day: string
    is_open: boolean
    name: Generated<string>
  }
  office_setting: {
    tenant_id: string
    opens_at: Generated<string>
    closes_at: Generated<string>
    pledge_months: Generated<number>
    window_check_months: Generated<number>
    rev: Generated<number>
  }
  official_act: {
    tenant_id: string
    id: string
    request_id: string | null
    desk_id: string
    compartment_id: string
    shared_desk_id: string | null
    basis: string | null
    day: string
    author_id: string
    created_at: Generated<Date>
    rev: Generated<number>
    schema_no: Generated<number>
    act: Buffer
  }
  person: {
    tenant_id: string
    id: string
    desk_id: string
    compartment_id: string
    case_id: string | null
    part: string
    age_band: string | null
    in_municipality: string | null
    rev: Generated<number>
    schema_no: Generated<number>
    created_at: Generated<Date>
    card: Buffer
    desk_card: Buffer | null
    face: Buffer | null
  }
  public_window: {
    tenant_id: string
    id: string
    body_id: string | null
    name: string
    hours: Generated<string>
    phone: Generated<string>
    languages: Generated<string[]>
    who_may_use: Generated<string>
    note: Generated<string>
    locale: Generated<string>
    sort: Generated<number>
    checked_on: string | null
    owner: Generated<string>
    is_published: Generated<boolean>
    rev: Generated<number>
  }
  referral: {
    tenant_id: string
    id: string
    from_desk_id: string
    to_desk_id: string
    compartment_id: string
    state: Generated<string>
    is_urgent: Generated<boolean>
    sent_by: string
    sent_at: Generated<Date>
    received_by: string | null
    received_at: Date | null
    changed_at: Generated<Date>
    rev: Generated<number>
    schema_no: Generated<number>
    sheet: Buffer
  }
  referral_outcome: {
    tenant_id: string
    referral_id: string
    desk_id: string
    consultation_id: string | null
    case_id: string | null
  }
  release: {
    tenant_id: string
    id: string
    subject_id: string
    serial: number
    fiscal_year: number
    document: string
    desk_id: string
    case_id: string | null
    recipient_desk_id: string | null
    recipient_kind: string
    purpose: string
    highest_class: string
    field_hash: Buffer
    released_by: string
    second_by: string | null
    at: Generated<Date>
    paper_state: string | null
    paper_changed_at: Date | null
    paper_changed_by: string | null
    acted_first: Generated<boolean>
  }
  release_counter: {
    tenant_id: string
    fiscal_year: number
    last: number
  }
  release_order: {
    tenant_id: string
    id: string
    case_id: string | null
    desk_id: string
    document: string
    subject_id: string
    recipient_desk_id: string | null
    recipient_kind: string
    purpose: string
    highest_class: string
    is_paper: boolean
    field_hash: Buffer
    asked_by: string
    asked_at: Generated<Date>
    used_by: string | null
    used_at: Date | null
  }
  request: {
    tenant_id: string
    id: string
    from_desk_id: string
    to_desk_id: string
    compartment_id: string
    disclosure_id: string
    kind: string
    state: Generated<string>
    is_paper: Generated<boolean>
    is_urgent: Generated<boolean>
    due_on: string
    escalated_at: Date | null
    sent_by: string
    sent_at: Generated<Date>
    taken_by: string | null
    changed_at: Generated<Date>
    turn: Generated<number>
    rev: Generated<number>
    schema_no: Generated<number>
    sheet: Buffer
  }
  request_case: {
    tenant_id: string
    request_id: string
    case_id: string
    desk_id: string
  }
  request_message: {
    tenant_id: string
    id: string
    request_id: string
    compartment_id: string
    from_desk_id: string
    to_desk_id: string
    kind: string
    speaker_desk_id: string
    author_id: string
    on_behalf_means: string | null
    at: Generated<Date>
    schema_no: Generated<number>
    message: Buffer
  }
  retention_hold: {
    tenant_id: string
    id: string
    desk_id: string
    case_id: string | null
    consultation_id: string | null
    compartment_id: string
    ground: string
    put_by: string
    put_at: Generated<Date>
    lifted_by: string | null
    lifted_at: Date | null
    schema_no: Generated<number>
    reason: Buffer
    lifted_reason: Buffer | null
  }
  retention_promise: {
    tenant_id: string
    id: Generated<string>
    from_day: string
    until_day: string
    consultation_years: number
    counts_from: string
  }
  retention_rule: {
    tenant_id: string
    case_years: number
    child_age: number
    consultation_years: number
    counts_from: string
    backup_days: number
    rev: Generated<number>
  }
  same_person: {
    tenant_id: string
    id: string
    desk_id: string
    person_id: string
    other_id: string
    said_by: string
    said_at: Generated<Date>
    unsaid_by: string | null
    unsaid_at: Date | null
  }
  saved_view: {
    tenant_id: string
    id: string
    desk_id: string
    owner_id: string
    is_shared: Generated<boolean>
    filters: string
    created_at: Generated<Date>
    rev: Generated<number>
    schema_no: Generated<number>
    name: Buffer
  }
  search_drawer: {
    tenant_id: string
    id: string
    desk_id: string
    label: string
    rev: Generated<number>
    schema_no: number
    lines: Buffer
  }
  viewer_report: {
    tenant_id: string
    id: string
    case_id: string
    desk_id: string
    from_day: string
    until_day: string
    with_names: boolean
    copy_safe: string
    made_by: string
    made_at: Generated<Date>
    release_id: string | null
  }
  whereabouts: {
    tenant_id: string
    id: string
    person_id: string
    desk_id: string
    compartment_id: string
    case_id: string | null
    kind: string
    rev: Generated<number>
    schema_no: Generated<number>
    created_at: Generated<Date>
    created_by: string
    place: Buffer
  }
}
