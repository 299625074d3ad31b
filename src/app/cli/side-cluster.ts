import { existsSync } from 'node:fs'
import { chown, mkdir, open, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ArchiveError } from '../../platform/backup/archive-error.ts'
import { type Binaries, usableBinaries } from '../../platform/db/embedded/binaries.ts'
import type { EmbeddedEvent } from '../../platform/db/embedded/embedded-error.ts'
import { findPlaces, type Places, preparePlaces, realDataDir } from '../../platform/db/embedded/places.ts'
import type { ServerUser } from '../../platform/db/embedded/server-user.ts'
import { claim } from '../../platform/db/embedded/single-instance.ts'
import { adoptInstanceId } from '../launcher/root-secret.ts'
import { CLUSTER, SUPERUSER } from './backup.ts'
import { CliFailure } from './cli-failure.ts'
import { syncToDisk } from './new-file.ts'

const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700
const SYNCS_AT_ONCE = 16

export function refuseIfTaken(dataDir: string): void {
  const taken = findPlaces(dataDir)
  if (taken) throw new CliFailure('holds-data', taken.dataDir)
}

/**
 * Lets `work` unpack a cluster beside its place, with the instance held so that nobody starts it meanwhile. If `work`
 * fails, everything made for it goes again. What a killed one left, the next start or restore clears: all use the same
 * name for the side folder.
 */
export async function besideCluster<Result>(
  dataDir: string,
  log: (event: EmbeddedEvent) => void,
  work: (side: SideCluster) => Promise<Result>,
): Promise<Result> {
  const absent = absentAbove(join(realDataDir(dataDir), 'database'))
  const { places, user } = preparePlaces(dataDir, log)
  const claimed = await claim(places)
  const path = `${places.cluster}.part`
  try {
    refuseIfTaken(dataDir)
    const binaries = usableBinaries(places, user, log)
    await rm(path, { recursive: true, force: true })
    const side = new SideCluster(places, user, path, binaries)
    await side.makeFolder(path)
    return await work(side)
  } catch (error) {
    await rm(path, { recursive: true, force: true })
    await removeMade(absent)
    throw error
  } finally {
    claimed.close()
  }
}

/** The folders that do not exist yet on the way to this one, innermost first. */
function absentAbove(folder: string): string[] {
  return existsSync(folder) ? [] : [folder, ...absentAbove(dirname(folder))]
}

async function removeMade([database, ...above]: string[]) {
  if (!database) return
  await rm(database, { recursive: true, force: true })
  for (const folder of above) await rmdir(folder).catch(() => undefined)
}

export class SideCluster {
  readonly #places: Places
  readonly #user: ServerUser | undefined
  readonly #path: string
  readonly #binaries: Binaries
  /** Of the PostgreSQL that will run on it. */
  readonly major: string
  #superuser: string | undefined
  #bytes = 0

  constructor(places: Places, user: ServerUser | undefined, path: string, binaries: Binaries) {
    this.#places = places
    this.#user = user
    this.#path = path
    this.#binaries = binaries
    this.major = binaries.major
  }

  get bytes(): number {
    return this.#bytes
  }

  get dataDir(): string {
    return this.#places.dataDir
  }

  async folder(path: string): Promise<void> {
    await this.makeFolder(this.#placeOf(path))
  }

  async file(path: string, content: AsyncIterable<Buffer>): Promise<void> {
    if (path === SUPERUSER) {
      this.#superuser = await text(content)
      return
    }
    const file = await open(this.#placeOf(path), 'wx', PRIVATE_FILE)
    try {
      if (this.#user) await file.chown(this.#user.uid, this.#user.gid)
      for await (const piece of content) {
        await file.writeFile(piece)
        this.#bytes += piece.length
      }
    } finally {
      await file.close()
    }
  }

  /** To replay the log into it before it takes its place. */
  forRecovery() {
    if (this.#superuser === undefined) throw new ArchiveError('damaged')
    return {
      places: { ...this.#places, cluster: this.#path },
      user: this.#user,
      binaries: this.#binaries.folder,
      password: this.#superuser,
    }
  }

  async makeFolder(place: string): Promise<void> {
    await mkdir(place, { mode: PRIVATE_FOLDER })
    await this.#give(place)
  }

  /** Becomes the instance's cluster. The last step is one rename: a crash leaves an instance, or none. */
  async takePlace(instanceId: string): Promise<void> {
    const { dataDir, database, cluster, passwordFile } = this.#places
    if (this.#superuser === undefined) throw new ArchiveError('damaged')
    await syncTree(this.#path)
    const draft = `${passwordFile}.part`
    await writeFile(draft, this.#superuser, { mode: PRIVATE_FILE, flush: true })
    await this.#give(draft)
    await rename(draft, passwordFile)
    adoptInstanceId(dataDir, instanceId)
    await rename(this.#path, cluster)
    for (const folder of [database, dataDir]) await syncToDisk(folder)
  }

  #placeOf(path: string): string {
    if (!path.startsWith(CLUSTER)) throw new ArchiveError('damaged')
    return join(this.#path, path.slice(CLUSTER.length))
  }

  async #give(path: string) {
    if (this.#user) await chown(path, this.#user.uid, this.#user.gid)
  }
}

/** Many at once: the disk's journal then takes them together, twenty times as fast as one after the other. */
async function syncTree(folder: string): Promise<void> {
  const inside = await readdir(folder, { recursive: true })
  const waiting = [...inside.map((path) => join(folder, path)), folder].values()
  const work = async () => {
    for (const path of waiting) await syncToDisk(path)
  }
  await Promise.all(Array.from({ length: SYNCS_AT_ONCE }, work))
}
