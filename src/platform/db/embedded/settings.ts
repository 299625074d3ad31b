export interface ServerSettings {
  /** Off only in tests: a crash of the machine may then lose the cluster. */
  fsync: boolean
  /** PostgreSQL's notation, such as `256MB`. */
  sharedBuffers: string
}

/**
 * Given on the command line, so that neither the configuration file nor ALTER SYSTEM overrides them.
 * Errors carry what people typed (`invalid input syntax … "…"`, `Key (…)=(…)`), so PostgreSQL logs no error, no
 * statement and no parameter: the application logs the error's code instead.
 */
export function serverArguments({ fsync, sharedBuffers }: ServerSettings): string[] {
  const settings = {
    listen_addresses: '',
    unix_socket_permissions: '0700',
    password_encryption: 'scram-sha-256',
    shared_buffers: sharedBuffers,
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    synchronous_commit: 'on',
    // Where the backups' place stays away for long, people go on working; the log then has a gap, and it is told.
    max_slot_wal_keep_size: '16GB',
    timezone: 'UTC',
    jit: 'off',
    log_timezone: 'UTC',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_duration: 'off',
    log_min_duration_statement: '-1',
    log_min_duration_sample: '-1',
    log_transaction_sample_rate: '0',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
