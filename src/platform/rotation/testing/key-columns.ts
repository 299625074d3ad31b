/** What follows from the root secret; a new column of class K must be put here, or among those that do not. */
export const remade = [
  'auth.account_name.mac',
  'auth.act_approval.mac',
  'auth.auditors_key.mac',
  'auth.auditors_wrap.mac',
  'auth.case_token.token',
  'auth.compartment_grant.mac',
  'auth.desk_key.mac',
  'auth.duty_desk.mac',
  'auth.escrow_key.mac',
  'auth.escrow_key.root_key_id',
  'auth.escrow_key.root_wrap',
  'auth.factor.secret',
  'auth.factor_code.code_hash',
  'auth.kin.document',
  'auth.kin_token.token',
  'auth.membership.mac',
  'auth.opposing_token.party',
  'auth.opposing_token.pointer',
  'auth.opposing_token.token',
  'auth.passkey.mac',
  'auth.provider_link.mac',
  'auth.provider_link.subject_hash',
  'auth.role_assignment.mac',
  'auth.shred_ledger.mac',
  'auth.submission.fingerprint',
  'auth.user_key.mac',
  'public.caller_token.token',
]
/** Gone with the sessions, or moved when somebody signs in. */
export const ended = [
  ...['auth.session.lookup', 'auth.session.network_hash', 'auth.session.wrap'],
  ...['auth.sign_in_attempt.login_hash', 'auth.sign_in_attempt.network_hash', 'auth.machine.mac'],
  ...['auth.taken_challenge.tag', 'auth.provider_visit.attempt_hash', 'auth.provider_visit.hash'],
  ...['auth_hash', 'mac', 'salt', 'wrap'].map((column) => `auth.unlocker.${column}`),
]
/** Random, hashes of content, or sealed to keys that do not follow from it. */
export const independent = [
  ...['auth.passkey.credential_id', 'auth.passkey.public_key', 'auth.decoy_secret.secret'],
  ...['session_hash', 'content_hash'].map((column) => `audit.event.${column}`),
  ...[
    'auth.factor.salt',
    'audit.written.hash',
    'auth.setup_link.token_hash',
    'auth.desk_renewal.card_key_id',
  ],
  ...['auth.retired_key.key_id', 'auth.escrowed_seed.wrap', 'auth.escrow_key.root_proof'],
  'public.attachment.file_key',
  ...['public.release.field_hash', 'public.release_order.field_hash', 'auth.compartment_grant.key_id'],
  ...['auth.compartment_grant.wrap', 'auth.membership.wrap', 'auth.auditors_wrap.wrap'],
  ...['user_key', 'desk_key', 'auditors_key', 'escrow_key'].flatMap((table) => [
    `auth.${table}.key_id`,
    `auth.${table}.public_key`,
  ]),
  ...['log.frontier', 'log_leaf.hash', 'log_subtree.hash', 'log_checkpoint.root'].map(
    (one) => `internal.${one}`,
  ),
  ...['internal.earlier_root.name', 'internal.earlier_root.sealed'],
]
