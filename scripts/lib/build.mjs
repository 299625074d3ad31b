import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMPILE_CACHE, tool, withPinnedNode } from './pinned-node.mjs'
import { inProject, isThere } from './project.mjs'
import { prepare } from './run.mjs'

const INPUTS = [
  'src',
  'messages',
  'project.inlang/settings.json',
  'public',
  'e2e/gallery',
  'reference',
  'scripts/browser-chunks.ts',
  'scripts/compress-assets.ts',
  'scripts/one-language.ts',
  'vite.config.ts',
  'react-router.config.ts',
  'tsconfig.json',
  'package-lock.json',
]
const NOT_BUILT = /\.test\.tsx?$|src\/platform\/words\/generated/

/**
 * Builds the pages, unless the last build was made from exactly these sources. The gallery is for the journeys only, which
 * build into a folder of their own: what a running instance serves stays as it is.
 */
export async function ensureBuilt(node, { folder = 'build', withGallery = false } = {}) {
  if (!isThere('react-router.config.ts')) return
  const sources = hashOf(INPUTS) + (withGallery ? ' gallery' : '')
  const stamp = inProject(`${folder}/.stamp`)
  if (read(stamp) === sources) return
  rmSync(stamp, { force: true })
  rmSync(COMPILE_CACHE, { force: true, recursive: true })
  const options = {
    env: withPinnedNode(node, {
      ...process.env,
      NODE_ENV: 'production',
      YORUBE_BUILD: folder,
      DESIGN_GALLERY: withGallery ? '1' : '',
    }),
  }
  await prepare('Building the pages / 画面の組み立て', node, [tool('react-router'), 'build'], options)
  writeFileSync(stamp, sources)
}

/** Turns the catalogues into the typed functions that the type checker and the tests read. */
export async function compileWords(node) {
  if (!isThere('scripts/compile-words.ts')) return
  await prepare('Compiling the words / 文言の変換', node, ['scripts/compile-words.ts'], {
    env: withPinnedNode(node),
  })
}

/** Paths and contents of everything named; what is not there counts as not there. */
function hashOf(inputs) {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap((input) => filesUnder(input)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inProject(path)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!isThere(path) || NOT_BUILT.test(path)) return []
  if (!statSync(inProject(path)).isDirectory()) return [path]
  return readdirSync(inProject(path)).flatMap((entry) => filesUnder(join(path, entry)))
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
