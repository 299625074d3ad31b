import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { EmbeddedError, type EmbeddedEvent } from './embedded-error.ts'
import { canEnter, giveTo, type ServerUser, serverUser } from './server-user.ts'

export interface Places {
  /** Where the instance's data really lives: DATA_DIR, or its stand-in under /var/lib. */
  dataDir: string
  /** Everything of PostgreSQL; owned by the server user, closed to all others. */
  database: string
  cluster: string
  passwordFile: string
  logFile: string
  /** Sockets: PostgreSQL's own, and the one that shows that an instance is alive. */
  run: string
}

const clusterOf = (dataDir: string) => join(dataDir, 'database', 'cluster')
const hashOf = (path: string) => createHash('sha256').update(path).digest('hex').slice(0, 16)
/** sun_path holds 107 bytes, and PostgreSQL appends `/.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 90
/** The server user may pass through to its folder inside, but not list what else is there. */
const PASSABLE = 0o711

function isEmptyAndOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === process.getuid?.() && readdirSync(folder).length === 0
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

/**
 * DATA_DIR itself, unless we are root and the server user cannot reach it. A place that already holds a cluster wins:
 * a changed folder mode must never make an instance look new.
 */
export function realDataDir(wanted: string): string {
  const dataDir = resolve(wanted)
  if (process.getuid?.() !== 0) return dataDir
  // An empty folder is ours to take into use; one with content (somebody's home, say) keeps its mode.
  if (isEmptyAndOurs(dataDir)) chmodSync(dataDir, PASSABLE)
  const used = placeInUse(dataDir)
  if (used) return used
  return canEnter(serverUser(clusterOf(dataDir)), nearestExisting(dataDir)) ? dataDir : standInOf(dataDir)
}

const standInOf = (dataDir: string) => join('/var/lib/yorube', hashOf(dataDir))

function placeInUse(dataDir: string): string | undefined {
  const places = process.getuid?.() === 0 ? [dataDir, standInOf(dataDir)] : [dataDir]
  return places.find((place) => existsSync(clusterOf(place)))
}

/** Where an instance already lies; undefined when there is none. Creates and changes nothing. */
export function findPlaces(wanted: string): Places | undefined {
  const dataDir = resolve(wanted)
  const used = placeInUse(dataDir)
  if (used) return placesIn(used)
  const database = dirname(clusterOf(dataDir))
  // Somebody else's closed folder looks empty from outside.
  if (existsSync(database) && !canEnter(undefined, database)) throw new EmbeddedError('wrong-owner', database)
}

function placesIn(dataDir: string): Places {
  const cluster = clusterOf(dataDir)
  const database = dirname(cluster)
  const inside = join(database, 'run')
  return {
    dataDir,
    database,
    cluster,
    passwordFile: join(database, 'superuser'),
    logFile: join(database, 'postgres.log'),
    run:
      Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER
        ? inside
        : join(tmpdir(), `yorube-${hashOf(dataDir)}`),
  }
}

export function preparePlaces(wanted: string, log: (event: EmbeddedEvent) => void) {
  const dataDir = realDataDir(wanted)
  if (dataDir !== resolve(wanted)) log({ type: 'moved', to: dataDir })
  const places = placesIn(dataDir)
  const user = serverUser(places.cluster)
  mkdirSync(dataDir, { recursive: true, mode: user ? PASSABLE : 0o700 })
  for (const folder of [places.database, places.run]) ownFolder(folder, user)
  if (!canEnter(user, places.database)) throw new EmbeddedError('wrong-owner', places.database)
  return { places, user }
}

/** Creates a folder for the server user alone. A link or a stranger's folder of that name (under /tmp) is refused. */
function ownFolder(folder: string, user: ServerUser | undefined) {
  if (!lstatSync(folder, { throwIfNoEntry: false })) {
    mkdirSync(folder, { mode: 0o700 })
    giveTo(user, folder)
  }
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== (user?.uid ?? process.getuid?.())) {
    throw new EmbeddedError('wrong-owner', folder)
  }
}
