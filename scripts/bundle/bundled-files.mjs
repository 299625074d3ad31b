import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject, PROJECT } from '../lib/project.mjs'

/** Of the source: what a running instance reads, and what the people who run it read. */
const SOURCE = [
  'src',
  'messages',
  'migrations',
  'reference',
  'scripts',
  'docs',
  'package.json',
  'LICENSE',
  'CHANGELOG.md',
]
const READMES = ['README.md', 'README.ja.md']
const NOT_SHIPPED = /\.(test|fixture|type-test)\.tsx?$|^docs\/pictures\/|^scripts\/bundle\/(?!licences)/
/** Made by the build, hence not in the repository. */
const BUILT = ['build', 'src/platform/words/generated']
/** The compiler and its types stand in the lock as somebody's optional peers; nothing runs them here. */
const NOT_RUN = /^node_modules\/(@types\/|typescript$|@typescript\/)|\/node_modules\/@types\//
/** Headers and manuals of Node, and what a package ships for platforms that are not this one. */
const NOT_NEEDED = /^node_modules\/node-linux-[^/]+\/(include|share)\//
const PREBUILT = /\/prebuilds\/([^/]+)\//

/** Paths from the project's folder, sorted; links stay links. */
export function bundledFiles() {
  const source = execFileSync('git', ['ls-files', '-z', '--', ...SOURCE, ...READMES], {
    cwd: PROJECT,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '' && !NOT_SHIPPED.test(path))
  const packages = installedPackages().flatMap((folder) => filesUnder(folder, isOtherPackage))
  const built = BUILT.flatMap((folder) => filesUnder(folder))
  return [...source, ...built, ...packages, 'node_modules/.bin/node'].filter(isNeeded).sort()
}

/** What the lock does not call a tool of development, as far as it is installed (other platforms' packages are not). */
function installedPackages() {
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev && !NOT_RUN.test(path) && existsSync(inProject(path)))
    .map(([path]) => path)
}

function isNeeded(path) {
  const platform = PREBUILT.exec(path)?.[1]
  return (
    !NOT_NEEDED.test(path) && (platform === undefined || platform === `${process.platform}-${process.arch}`)
  )
}

/** A package inside a package has an entry of its own in the lock. */
const isOtherPackage = (name) => name === 'node_modules'

function filesUnder(folder, isLeftOut = () => false) {
  return readdirSync(inProject(folder), { withFileTypes: true })
    .filter((entry) => !isLeftOut(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? filesUnder(path, isLeftOut) : [path]
    })
}
