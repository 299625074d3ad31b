import { accessSync, constants } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { isDatabaseUrl } from './db/access.ts'
import { type IdentityProvider, readIdentityProviders } from './identity-providers.ts'
import { scannerPlace } from './scanner/place.ts'
import { usualAtOnce } from './submission-pace.ts'

/** What can be wrong with a variable; the launcher's catalogue has the sentence. */
export type ConfigProblem =
  | 'not-a-port'
  | 'same-port'
  | 'not-a-host'
  | 'not-a-database-url'
  | 'not-a-web-address'
  | 'not-a-log-level'
  | 'not-a-contact'
  | 'not-an-address-list'
  | 'unreadable-file'
  | 'not-two-numbers'
  | 'not-identity-providers'
  | 'not-a-scanner'
  | 'needs-its-pair'
  | 'needs-tls-or-proxy'
  | 'not-a-number'
  | 'empty'

export class ConfigError extends Error {
  readonly problems: readonly { variable: string; problem: ConfigProblem }[]
  constructor(problems: readonly { variable: string; problem: ConfigProblem }[]) {
    super(problems.map(({ variable, problem }) => `${variable}: ${problem}`).join(', '))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** The rules between variables wait until each one for itself is right. */
const problem = (code: ConfigProblem) => ({ error: code, abort: true })
const port = z
  .string()
  .regex(/^\d{1,5}$/, problem('not-a-port'))
  .transform(Number)
const tcpPort = port.pipe(z.number().max(65_535, problem('not-a-port')))
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, problem('not-a-number'))
    .transform(Number)
    .pipe(z.number().min(least, problem('not-a-number')).max(most, problem('not-a-number')))
/** Their connections together stay under what a PostgreSQL takes unless it is told otherwise. */
const mostStaffProcesses = 16
const text = z.string().trim().min(1, problem('empty'))
const file = text.refine(isReadable, problem('unreadable-file'))

const Environment = z
  .object({
    /** 0 = any free port, in tests. */
    PORT: tcpPort.default(8080),
    INTAKE_PORT: tcpPort.default(8081),
    /** Staff processes that share the port and the database: one a core on a machine that serves many. */
    STAFF_PROCESSES: whole(1, mostStaffProcesses).default(1),
    /** For a collector on this machine; without it nothing is told. */
    METRICS_PORT: tcpPort.optional(),
    HOST: text.refine((host) => /^[a-z0-9.:-]+$/i.test(host), problem('not-a-host')).default('127.0.0.1'),
    DATA_DIR: text.default('./.yorube'),
    DATABASE_URL: text
      .refine(isDatabaseUrl, problem('not-a-database-url'))
      .refine(isDecodable, problem('not-a-database-url'))
      .optional(),
    ROOT_SECRET_FILE: text.optional(),
    /** A folder outside this machine (a share, write-once storage) that checkpoints of the record are copied to. */
    WITNESS_DIR: text.optional(),
    /** For backups that nobody sits beside. */
    BACKUP_PASSPHRASE_FILE: text.optional(),
    /** The repository of backups: a folder on another disk or machine. */
    BACKUP_DIR: text.optional(),
    BACKUP_KEEP_DAYS: whole(1, 3650).default(35),
    /** At most so much of the work may be lost with the machine. */
    ARCHIVE_SECONDS: whole(1, 3600).default(60),
    TLS_CERT: file.optional(),
    TLS_KEY: file.optional(),
    TRUST_PROXY: z
      .string()
      .transform((list) => list.split(',').map((entry) => entry.trim()))
      .refine((list) => list.every(isAddressOrSubnet), problem('not-an-address-list'))
      .default([]),
    /** Addresses from which one office reaches this server: `,` within an office, `;` between offices. */
    OFFICE_NETWORKS: z
      .string()
      .transform((offices) => offices.split(';').map((list) => list.split(',').map((entry) => entry.trim())))
      .refine(
        (offices) => offices.every((list) => list.every(isAddressOrSubnet)),
        problem('not-an-address-list'),
      )
      .default([]),
    /** What one session may send in at once, and again within two minutes (submission-pace.ts). */
    SUBMISSIONS_AT_ONCE: whole(usualAtOnce, 999_999).default(usualAtOnce),
    /** Hours after which a desk's key that is due for renewal is late, and in red. */
    KEY_RENEWAL_HOURS: z
      .string()
      .regex(/^\d{1,4},\d{1,4}$/, problem('not-two-numbers'))
      .transform((list) => {
        const [late = 0, red = 0] = list.split(',').map(Number)
        return { late, red }
      })
      .refine(({ late, red }) => late > 0 && late <= red, problem('not-two-numbers'))
      .default({ late: 24, red: 72 }),
    /** The offices' own directories that people may sign in through (docs/operations.md); without it there is none. */
    IDENTITY_PROVIDERS_FILE: file.refine(areProviders, problem('not-identity-providers')).optional(),
    /** The office's own virus scanner, on this machine only: every file goes there as it was sent. Without it nothing is scanned. */
    VIRUS_SCANNER: text.refine(isScannerHere, problem('not-a-scanner')).optional(),
    /** Where the public pages' exit bar leads: something anybody might have open. */
    EXIT_URL: z
      .url({ protocol: /^https?$/, ...problem('not-a-web-address') })
      .default('https://www.jma.go.jp/'),
    /** Whom to tell of a hole in this instance: an address for mail, a page or a telephone (security.txt). */
    SECURITY_CONTACT: z.url({ protocol: /^(mailto|https|tel)$/, ...problem('not-a-contact') }).optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], problem('not-a-log-level'))
      .default('info'),
    /** Browser of the journeys in `npm test`. */
    CHROMIUM: file.optional(),
  })
  .superRefine((env, context) => {
    const refuse = (variable: string, message: ConfigProblem) =>
      context.addIssue({ code: 'custom', path: [variable], message })
    if (env.TLS_CERT && !env.TLS_KEY) refuse('TLS_CERT', 'needs-its-pair')
    if (env.TLS_KEY && !env.TLS_CERT) refuse('TLS_KEY', 'needs-its-pair')
    if (env.PORT !== 0 && env.PORT === env.INTAKE_PORT) refuse('INTAKE_PORT', 'same-port')
    // Sign-in and what follows must not cross a network in clear.
    if (!isLoopback(env.HOST) && !env.TLS_CERT && env.TRUST_PROXY.length === 0)
      refuse('HOST', 'needs-tls-or-proxy')
  })

export interface Config {
  port: number
  intakePort: number
  staffProcesses: number
  metricsPort: number | undefined
  host: string
  dataDir: string
  databaseUrl: string | undefined
  rootSecretFile: string | undefined
  backupPassphraseFile: string | undefined
  witnessDir: string | undefined
  backupDir: string | undefined
  backupKeepDays: number
  archiveSeconds: number
  tls: { certFile: string; keyFile: string } | undefined
  /** Addresses and subnets whose X-Forwarded headers are believed. */
  trustProxy: string[]
  /** Groups of addresses that count as one network; without it each /24 or /48 is one. */
  officeNetworks: string[][]
  submissionsAtOnce: number
  keyRenewalHours: { late: number; red: number }
  identityProvidersFile: string | undefined
  identityProviders: readonly IdentityProvider[]
  /** A socket of clamd, as `scannerPlace` reads it. */
  virusScanner: string | undefined
  exitUrl: string
  /** For security.txt; without it there is none. */
  securityContact: string | undefined
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  chromium: string | undefined
}

/** The one reading of the environment. Variables set to nothing count as unset. Throws `ConfigError`. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const { success, data: env, error } = Environment.safeParse(set)
  if (!success) {
    throw new ConfigError(
      error.issues.map(({ path, message }) => ({
        variable: String(path[0]),
        problem: message as ConfigProblem,
      })),
    )
  }
  return {
    port: env.PORT,
    intakePort: env.INTAKE_PORT,
    staffProcesses: env.STAFF_PROCESSES,
    metricsPort: env.METRICS_PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    rootSecretFile: env.ROOT_SECRET_FILE,
    backupPassphraseFile: env.BACKUP_PASSPHRASE_FILE,
    witnessDir: env.WITNESS_DIR,
    backupDir: env.BACKUP_DIR,
    backupKeepDays: env.BACKUP_KEEP_DAYS,
    archiveSeconds: env.ARCHIVE_SECONDS,
    tls: env.TLS_CERT && env.TLS_KEY ? { certFile: env.TLS_CERT, keyFile: env.TLS_KEY } : undefined,
    trustProxy: env.TRUST_PROXY,
    officeNetworks: env.OFFICE_NETWORKS,
    submissionsAtOnce: env.SUBMISSIONS_AT_ONCE,
    keyRenewalHours: env.KEY_RENEWAL_HOURS,
    identityProvidersFile: env.IDENTITY_PROVIDERS_FILE,
    identityProviders: env.IDENTITY_PROVIDERS_FILE ? readIdentityProviders(env.IDENTITY_PROVIDERS_FILE) : [],
    virusScanner: env.VIRUS_SCANNER,
    exitUrl: env.EXIT_URL,
    securityContact: env.SECURITY_CONTACT,
    logLevel: env.LOG_LEVEL,
    chromium: env.CHROMIUM,
  }
}

export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  const loopback = new BlockList()
  loopback.addSubnet('127.0.0.0', 8, 'ipv4')
  loopback.addAddress('::1', 'ipv6')
  return isIP(host) !== 0 && loopback.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6')
}

function isAddressOrSubnet(entry: string): boolean {
  const [address = '', bits, ...rest] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  // A subnet of everything would let anybody forge where a request comes from.
  return (
    bits === undefined ||
    (/^\d{1,3}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= (family === 4 ? 32 : 128))
  )
}

/** A password with a lone `%` cannot be read as one. */
function isDecodable(url: string): boolean {
  try {
    return /^postgres(ql)?:\/\//i.test(url) && decodeURIComponent(url) !== ''
  } catch {
    return false
  }
}

function isScannerHere(text: string): boolean {
  const place = scannerPlace(text)
  return place !== null && ('path' in place || isLoopback(place.host))
}

function areProviders(path: string): boolean {
  try {
    readIdentityProviders(path)
    return true
  } catch {
    return false
  }
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}
