import { resolve } from 'node:path'
import type { Config } from '../../platform/config.ts'
import type { DatabaseAccess } from '../../platform/db/access.ts'
import type { LoginRole } from '../../platform/db/roles.ts'

/** What a process may hold. `owner` changes tables, `root-secret` derives keys and role passwords, a role only signs in. */
export type Access =
  | 'owner'
  | 'root-secret'
  | {
      role: LoginRole
      /** Also the seed by which the record's checkpoints are signed, and nothing else can be done. */
      signsTheLog?: true
    }

export interface Child {
  name: string
  /** Arguments of Node: the program, from the project's folder. */
  program: string[]
  access: Access
  /** How long it may take to end when it is asked to; usually a moment. */
  stopWithinMs?: number
  /** Another of the same kind, behind the same address. */
  isFurther?: true
  /** Loads beside the start of the database and the steps, and begins after them (`untilBegun`). */
  loadsAhead?: true
  /** For a process that people open in a browser. */
  address?: (config: Config) => string
}

/** Run one after the other before anything serves. */
export const STEPS: Child[] = [{ name: 'migrate', program: ['src/app/migrate.ts'], access: 'owner' }]
export const SAMPLE_STEPS: Child[] = [
  { name: 'load-sample', program: ['src/app/load-sample.ts'], access: 'root-secret' },
]

export const SERVERS: Child[] = [
  {
    name: 'staff',
    program: ['src/app/main.ts'],
    access: 'root-secret',
    loadsAhead: true,
    address: (config) => addressOf(config, config.port),
  },
  {
    name: 'intake',
    program: ['src/app/intake.ts'],
    access: { role: 'yorube_intake' },
    loadsAhead: true,
    address: (config) => addressOf(config, config.intakePort),
  },
  { name: 'worker', program: ['src/app/worker.ts'], access: { role: 'yorube_worker', signsTheLog: true } },
]

/**
 * The further staff processes. They know nothing of each other: sessions, throttles and notices are the database's, and the
 * kernel hands each new connection to one of those that listen (platform/http/listen.ts).
 */
export function furtherStaff(config: Pick<Config, 'staffProcesses'>): Child[] {
  return Array.from({ length: config.staffProcesses - 1 }, (_, index) => ({
    name: `staff-${index + 2}`,
    program: ['src/app/main.ts'],
    access: 'root-secret',
    isFurther: true,
  }))
}

/** Runs only where a repository of backups is named, beside a database of our own. */
export const ARCHIVE: Child = {
  name: 'archive',
  program: ['src/app/archive.ts'],
  access: 'owner',
  // What was written last still has to reach the repository.
  stopWithinMs: 15_000,
}

export function addressOf({ host, tls }: Config, port: number): string {
  return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/`
}

export interface Secrets {
  rootSecretFile: string
  passwordOf: (role: LoginRole) => string
  logSeed: () => string
}

/** Named one by one: DATABASE_URL and the like never reach a process by accident. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'LC_MESSAGES',
  'TMPDIR',
  'YORUBE_BUILD',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NODE_COMPILE_CACHE',
]

export type EnvironmentOf = (child: Child) => Record<string, string>

/** What a process needs that only loads: nothing of the instance. */
export function bareEnvironment(): Record<string, string> {
  const passedOn = Object.entries(process.env).filter(
    (entry): entry is [string, string] => PASSED_ON.includes(entry[0]) && entry[1] !== undefined,
  )
  return { ...Object.fromEntries(passedOn), TZ: 'UTC', NODE_ENV: 'production' }
}

export function environmentOf(
  child: Child,
  config: Config,
  owner: DatabaseAccess,
  secrets: Secrets,
  isSample: boolean,
): Record<string, string> {
  const { host, port, database, ssl, others } = owner
  const place: DatabaseAccess = { host, port, database, ssl, others }
  const environment: Record<string, string> = {
    ...bareEnvironment(),
    PORT: String(config.port),
    INTAKE_PORT: String(config.intakePort),
    STAFF_PROCESSES: String(config.staffProcesses),
    YORUBE_FURTHER: child.isFurther ? '1' : '',
    HOST: config.host,
    DATA_DIR: config.dataDir,
    EXIT_URL: config.exitUrl,
    SUBMISSIONS_AT_ONCE: String(config.submissionsAtOnce),
    KEY_RENEWAL_HOURS: `${config.keyRenewalHours.late},${config.keyRenewalHours.red}`,
    IDENTITY_PROVIDERS_FILE: config.identityProvidersFile ? resolve(config.identityProvidersFile) : '',
    VIRUS_SCANNER: config.virusScanner ?? '',
    LOG_LEVEL: config.logLevel,
    TRUST_PROXY: config.trustProxy.join(','),
    OFFICE_NETWORKS: config.officeNetworks.map((office) => office.join(',')).join(';'),
    TLS_CERT: config.tls?.certFile ?? '',
    TLS_KEY: config.tls?.keyFile ?? '',
    BACKUP_DIR: config.backupDir ? resolve(config.backupDir) : '',
    ARCHIVE_SECONDS: String(config.archiveSeconds),
    YORUBE_SAMPLE: isSample ? '1' : '',
  }
  if (typeof child.access === 'object') {
    const { role, signsTheLog } = child.access
    return {
      ...environment,
      ...(signsTheLog ? { YORUBE_LOG_SEED: secrets.logSeed(), WITNESS_DIR: config.witnessDir ?? '' } : {}),
      YORUBE_DB: JSON.stringify({ ...place, user: role, password: secrets.passwordOf(role) }),
    }
  }
  const access = child.access === 'owner' ? owner : place
  return {
    ...environment,
    YORUBE_DB: JSON.stringify(access),
    ROOT_SECRET_FILE: secrets.rootSecretFile,
    // Where the secret lies among what systemd hands to the service: there its mode is another.
    CREDENTIALS_DIRECTORY: process.env.CREDENTIALS_DIRECTORY ?? '',
  }
}
