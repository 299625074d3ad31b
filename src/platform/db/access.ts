import { z } from 'zod'

/** How a process reaches the database, as it travels in YORUBE_DB. Without user, it derives its role's password. */
const DatabaseAccess = z.object({
  /** A name, an address, or the folder of a unix socket. */
  host: z.string().min(1),
  port: z.number().int(),
  database: z.string().min(1),
  /** True = the certificate is verified; NODE_EXTRA_CA_CERTS adds an authority of one's own. */
  ssl: z.boolean(),
  user: z.string().optional(),
  password: z.string().optional(),
  /** More servers of one cluster: whichever is primary is used. */
  others: z.array(z.object({ host: z.string().min(1), port: z.number().int() })).optional(),
})
export type DatabaseAccess = z.infer<typeof DatabaseAccess>

export function accessFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): DatabaseAccess {
  return DatabaseAccess.parse(JSON.parse(environment.YORUBE_DB ?? 'null'))
}

/**
 * Reads DATABASE_URL. A server on another machine gets verified TLS unless `sslmode=disable` says that its network is
 * trusted; one on this machine gets none unless `sslmode` asks.
 */
export function accessFromUrl(databaseUrl: string): DatabaseAccess {
  const [first, ...others] = serversIn(databaseUrl)
  if (others.length > 0) {
    const all = [first, ...others].map((one) => accessFromUrl(one ?? ''))
    const [main, ...more] = all
    const places = more.map(({ host, port }) => ({ host, port }))
    return { ...(main as DatabaseAccess), ssl: all.some(({ ssl }) => ssl), others: places }
  }
  const url = new URL(databaseUrl)
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1')
  const mode = url.searchParams.get('sslmode')
  const isHere = host === '' || host.startsWith('/') || ['localhost', '127.0.0.1', '::1'].includes(host)
  return {
    host: host || 'localhost',
    port: Number(url.port || url.searchParams.get('port') || 5432),
    database: decodeURIComponent(url.pathname.slice(1)) || 'postgres',
    ssl: mode === null ? !isHere : mode !== 'disable',
    user: decodeURIComponent(url.username) || 'postgres',
    password: decodeURIComponent(url.password),
  }
}

/** `postgres://u:p@one:5432,two:5432/db` as libpq reads it: the same address once for each server. */
function serversIn(databaseUrl: string): string[] {
  const [, before = '', hosts, after = ''] =
    /^(postgres(?:ql)?:\/\/(?:[^@/]*@)?)([^/?]*)(.*)$/.exec(databaseUrl) ?? []
  return hosts === undefined ? [databaseUrl] : hosts.split(',').map((host) => before + host + after)
}

/** Every server named must be one that a connection could be made to. */
export function isDatabaseUrl(candidate: string): boolean {
  return (
    /^postgres(ql)?:\/\//.test(candidate) &&
    serversIn(candidate).every((one) => URL.canParse(one) && !/\s/.test(one))
  )
}
