import { readFileSync } from 'node:fs'
import { inProject } from './project.mjs'
import { prepare } from './run.mjs'

/** Installs the packages of the lock, unless they stand there already. */
export async function ensureInstalled() {
  if (isInstalled()) return
  const options = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ]
  await prepare('Installing packages / パッケージの導入', 'npm', ['ci', ...options])
}

/** npm writes down what it has installed, when it has finished; foreign platforms' packages are not there. */
export function isInstalled() {
  const wanted = packagesOf('package-lock.json')
  const present = packagesOf('node_modules/.package-lock.json')
  if (!wanted || !present) return false
  const isRight = ([path, { version, optional }]) =>
    present[path] ? present[path].version === version : optional === true
  return Object.entries(wanted)
    .filter(([path]) => path !== '')
    .every(isRight)
}

function packagesOf(lock) {
  try {
    return JSON.parse(readFileSync(inProject(lock), 'utf8')).packages
  } catch {
    return undefined
  }
}
