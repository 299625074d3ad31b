import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inProject } from './lib/project.mjs'

/**
 * Where npm cannot fetch another platform's optional package it leaves it out of the lock, and then `npm ci` refuses
 * the lock. An entry that fits no platform satisfies it. Returns the names added.
 */
export function completeLock(lock) {
  const added = []
  for (const entry of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`
      if (lock.packages[path] || !/^\d/.test(version)) continue
      lock.packages[path] = { version, optional: true, os: ['none'], cpu: ['none'] }
      added.push(name)
    }
  }
  const [root, ...rest] = Object.entries(lock.packages)
  lock.packages = Object.fromEntries([root, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))])
  return added
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = inProject('package-lock.json')
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const added = completeLock(lock)
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(added.length === 0 ? 'The lock is complete.' : `Added to the lock: ${added.join(', ')}`)
}
