import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Bytes } from './contract.ts'
import { RootSecretUnusable } from './errors.ts'
import { keyIdOf } from './keys.ts'
import { isSame, KEY_BYTES, randomBytes, sha256 } from './primitives.ts'

const FIRST_LINE = 'yorube root secret 1'
const ANY_FIRST_LINE = /^yorube root secret \d+$/
const CHECK_BYTES = 4
const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700
const GROUP_AND_WORLD = 0o077
/** Group may read. */
const GROUP_READS = 0o040

/**
 * The instance's 32-byte secret from its file. A new one is made only together with a new database: beside existing
 * data it would lock everybody out for good, so then a missing file stops the start.
 */
export async function loadRootSecret(path: string, databaseIsNew: boolean): Promise<Bytes> {
  const found = await readSecret(path)
  if (found) return found
  if (!databaseIsNew) throw new RootSecretUnusable('missing', path)
  await createSecret(path, randomBytes(KEY_BYTES))
  const made = await readSecret(path)
  if (!made) throw new RootSecretUnusable('missing', path)
  return made
}

/** Puts a secret that was recovered where it belongs; never over one that is there. */
export async function restoreRootSecret(path: string, secret: Bytes): Promise<void> {
  await createSecret(path, secret)
  const there = await readSecret(path)
  if (!there || !isSame(there, secret)) throw new RootSecretUnusable('damaged', path)
}

const nextPlace = (path: string) => `${path}.next`

/** The secret that is to take this one's place, made now or left by a rotation that was cut off. */
export async function beginRootSecret(path: string): Promise<Bytes> {
  await createSecret(nextPlace(path), randomBytes(KEY_BYTES))
  const next = await readSecret(nextPlace(path))
  if (!next) throw new RootSecretUnusable('missing', nextPlace(path))
  return next
}

/** Null where no rotation is under way. */
export async function nextRootSecret(path: string): Promise<Bytes | null> {
  return await readSecret(nextPlace(path))
}

/**
 * Puts the next secret into its place; the one that was there stays beside it under its name, for the backups that were made
 * with it. Repeated after a crash, it goes on where it was.
 */
export async function completeRootSecret(path: string): Promise<string> {
  const present = await readSecret(path)
  if (!present) throw new RootSecretUnusable('missing', path)
  const kept = `${path}.until-${rootSecretName(present).slice(0, 8)}`
  await createSecret(kept, present)
  await rename(nextPlace(path), path)
  await syncFolder(dirname(path))
  return kept
}

/** Tells one secret from another, in a backup or on a label, and gives nothing of it away. */
export function rootSecretName(secret: Bytes): string {
  return Buffer.from(keyIdOf(secret)).toString('hex')
}

async function readSecret(path: string): Promise<Bytes | null> {
  const file = await open(path, constants.O_RDONLY).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new RootSecretUnusable('unreadable', path)
  })
  if (!file) return null
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new RootSecretUnusable('unreadable', path)
    if ((stat.mode & GROUP_AND_WORLD & ~allowedBeside(path)) !== 0)
      throw new RootSecretUnusable('exposed', path)
    return rootSecretIn(await file.readFile('utf8'), path)
  } finally {
    await file.close()
  }
}

/**
 * systemd hands a service its credentials in a folder of their own that no other user enters, read-only and in memory. Where the service
 * has a user, the file is root's and an ACL lets that user read it: the mode then shows the ACL's mask in the group's place.
 */
function allowedBeside(path: string): number {
  const { CREDENTIALS_DIRECTORY: folder } = process.env
  return folder && dirname(resolve(path)) === resolve(folder) ? GROUP_READS : 0
}

/** The secret that the file's text holds; `path` is for the complaint. */
export function rootSecretIn(text: string, path: string): Bytes {
  const [first, secretHex, checkHex, ...rest] = text.trimEnd().split('\n')
  if (first !== FIRST_LINE) {
    throw new RootSecretUnusable(ANY_FIRST_LINE.test(first ?? '') ? 'newer' : 'damaged', path)
  }
  const secret = fromHex(secretHex, KEY_BYTES)
  const check = fromHex(checkHex, CHECK_BYTES)
  if (!secret || !check || rest.length > 0 || !isSame(checkOf(secret), check)) {
    throw new RootSecretUnusable('damaged', path)
  }
  return secret
}

function fromHex(text: string | undefined, length: number): Bytes | null {
  return text !== undefined && /^[0-9a-f]*$/.test(text) && text.length === 2 * length
    ? Uint8Array.from(Buffer.from(text, 'hex'))
    : null
}

/** Typed back from paper, one wrong digit must say so and not look like everybody's password being wrong. */
function checkOf(secret: Bytes): Bytes {
  return sha256(secret).slice(0, CHECK_BYTES)
}

export function printRootSecret(secret: Bytes): string {
  const lines = [FIRST_LINE, ...[secret, checkOf(secret)].map((bytes) => Buffer.from(bytes).toString('hex'))]
  return `${lines.join('\n')}\n`
}

const notAllowed = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'])

/** Whole or not at all, and never over an existing one, even if the power fails or two processes start at once. */
async function createSecret(path: string, secret: Bytes): Promise<void> {
  const draft = `${path}.${randomUUID()}.new`
  try {
    await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER })
    await writePrivately(draft, printRootSecret(secret))
  } catch (error) {
    if (notAllowed.has((error as NodeJS.ErrnoException).code ?? ''))
      throw new RootSecretUnusable('unwritable', path)
    throw error
  }
  try {
    await link(draft, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(dirname(path))
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY)
  await folder.sync().finally(() => folder.close())
}

async function writePrivately(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
