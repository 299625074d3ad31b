import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import {
  contentTag,
  openStream,
  type RepositoryReader,
  type RepositoryWriter,
  sealStream,
} from '../vault/index.ts'
import { ArchiveError } from './archive-error.ts'
import { LOG, namesIn, writeWhole } from './repository.ts'

const FILE = /^([0-9A-F]{24}|[0-9A-F]{8}\.history)-([0-9a-f]{32})\.log$/
/** A segment that was ended early is mostly zeros; the rest is mostly sealed and hardly gets smaller. */
const QUICKEST = 1

/** Files of the log in the repository by their names in PostgreSQL. */
export async function logFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const name of await namesIn(folder, LOG)) {
    const named = logFileNamed(name)
    if (named) files.set(named.segment, name)
  }
  return files
}

/** What a file of the repository is called after; undefined for one that is none of ours. */
export function logFileNamed(name: string): { segment: string; tag: string } | undefined {
  const [, segment, tag] = FILE.exec(name) ?? []
  return segment && tag ? { segment, tag } : undefined
}

/**
 * Puts one file of the log into the repository; the same one again changes nothing. Throws when another content has that
 * name: two servers write into one repository.
 */
export async function putLogFile(
  folder: string,
  writer: RepositoryWriter,
  segment: string,
  path: string,
): Promise<void> {
  const content = await readFile(path)
  const name = `${segment}-${contentTag(writer, content)}.log`
  const present = (await logFiles(folder)).get(segment)
  if (present === name) return
  if (present) throw new ArchiveError('two-writers')
  const seal = sealStream(writer, `${LOG}/${name}`)
  await writeWhole(join(folder, LOG, name), (stream) =>
    pipeline(Readable.from([content]), createGzip({ level: QUICKEST }), seal, stream),
  )
}

/** Its content, proven to be what that server wrote under that name. */
export async function openLogFile(folder: string, reader: RepositoryReader, name: string): Promise<Buffer> {
  const clear = createGunzip()
  try {
    const opened = buffer(clear)
    opened.catch(() => undefined)
    await pipeline(createReadStream(join(folder, LOG, name)), openStream(reader, `${LOG}/${name}`), clear)
    const content = await opened
    if (logFileNamed(name)?.tag !== contentTag(reader, content)) throw new ArchiveError('damaged')
    return content
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
    throw new ArchiveError('damaged')
  }
}
