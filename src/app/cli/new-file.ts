import { existsSync } from 'node:fs'
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import { CliFailure } from './cli-failure.ts'

const WRITE_BYTES = 1024 * 1024

/** Writes a private file that appears under its name only when it is whole and on the disk; never over another. */
export async function writeNewFile<Result>(
  path: string,
  write: (stream: Writable) => Promise<Result>,
): Promise<Result> {
  if (existsSync(path)) throw new CliFailure('file-exists', path)
  const part = `${path}.part`
  const file = await open(part, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new CliFailure('part-exists', part)
    if (error.code === 'ENOENT') throw new CliFailure('file-missing', dirname(path))
    throw error
  })
  try {
    const result = await written(file, write)
    await nameAnew(part, path)
    await syncToDisk(dirname(path))
    return result
  } finally {
    await rm(part, { force: true })
  }
}

async function written<Result>(file: FileHandle, write: (stream: Writable) => Promise<Result>) {
  // It closes the file when it has ended, on the disk too.
  const stream = file.createWriteStream({ flush: true, highWaterMark: WRITE_BYTES })
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  stream.once('close', resolve)
  try {
    return await write(stream)
  } finally {
    stream.destroy()
    await closed
  }
}

/** A link fails where the name is taken meanwhile; a rename would not. Memory sticks know no links. */
async function nameAnew(part: string, path: string) {
  try {
    await link(part, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST' || existsSync(path)) throw new CliFailure('file-exists', path)
    await rename(part, path)
  }
}

/** A file's content, or a folder's names. */
export async function syncToDisk(path: string) {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
