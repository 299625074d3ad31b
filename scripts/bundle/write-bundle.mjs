import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BUNDLE_NOTE } from '../lib/bundled.mjs'
import { inProject, PROJECT, Stop } from '../lib/project.mjs'

/**
 * A shell script that carries a compressed archive behind its last line. The same commit and the same packages give the
 * same bytes: names are sorted, times are the commit's, owners are nobody's.
 */
export async function writeBundle(files, folder) {
  const { version } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
  const platform = `${process.platform}-${process.arch}`
  const note = {
    version,
    platform,
    commit: git('rev-parse', 'HEAD'),
    changed: git('status', '--porcelain') !== '',
  }
  const work = mkdtempSync(join(tmpdir(), 'yorube-bundle-'))
  try {
    writeFileSync(join(work, BUNDLE_NOTE), `${JSON.stringify(note, null, 2)}\n`)
    const archive = join(work, 'archive.tar.gz')
    await pack(files, work, archive)
    const header = installer({ VERSION: version, PLATFORM: platform, SHA256: await digestOf(archive) })
    const file = join(resolve(folder), `yorube-${version}-${platform}.sh`)
    const side = `${file}.part`
    writeFileSync(side, header, { mode: 0o755 })
    await pipeline(createReadStream(archive), createWriteStream(side, { flags: 'a' }))
    renameSync(side, file)
    return { file, bytes: statSync(file).size, sha256: await digestOf(file) }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function pack(files, work, archive) {
  const time = git('show', '--no-patch', '--format=%cI', 'HEAD')
  const tar = spawn(
    'tar',
    [
      ...['--create', '--format=gnu', `--mtime=${time}`, '--owner=0', '--group=0', '--numeric-owner'],
      ...[
        '--mode=u+rwX,go=rX',
        '--no-recursion',
        '--null',
        '--files-from=-',
        `--directory=${work}`,
        BUNDLE_NOTE,
      ],
    ],
    { cwd: PROJECT, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const gzip = spawn('gzip', ['--no-name', '-6'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ends = [tar, gzip].map((child) => once(child, 'close'))
  // Where the names come from a list, `--directory` stands in it: the note first, then the project's files.
  tar.stdin.end(files.map((path) => `${path}\0`).join(''))
  await Promise.all([pipeline(tar.stdout, gzip.stdin), pipeline(gzip.stdout, createWriteStream(archive))])
  for (const [code] of await Promise.all(ends))
    if (code !== 0) throw new Stop('The archive could not be written.')
}

function installer(values) {
  const text = readFileSync(join(import.meta.dirname, 'installer.sh'), 'utf8')
  return text.replace(/@([A-Z0-9]+)@/g, (_, name) => values[name])
}

async function digestOf(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

function git(...args) {
  return execFileSync('git', args, { cwd: PROJECT, encoding: 'utf8' }).trim()
}
