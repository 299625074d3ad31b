import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
export const LIST = join(root, 'docs/licences.md')

export interface Package {
  name: string
  version: string
  /** An SPDX expression, or empty where the package says none. */
  licence: string
  /** Needed to build or test only: it never reaches an office. */
  isDevelopment: boolean
  integrity: string | undefined
  resolved: string | undefined
}

interface LockEntry {
  version?: string
  license?: string
  dev?: boolean
  devOptional?: boolean
  integrity?: string
  resolved?: string
  os?: string[]
}

/** Everything that the lock file names. */
export function packagesOfLock(): Package[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return (
    Object.entries(lock.packages as Record<string, LockEntry>)
      // Entries that fit no platform only stand for optional packages that were not fetched (complete-lock.mjs).
      .filter(([path, entry]) => path !== '' && !entry.os?.includes('none'))
      .map(([path, entry]) => ({
        name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version: entry.version ?? '',
        licence: entry.license ?? '',
        isDevelopment: entry.dev === true || entry.devOptional === true,
        integrity: entry.integrity,
        resolved: entry.resolved,
      }))
  )
}

/** May be passed on with an Apache-2.0 work, at most with a notice. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
])

/** Each with the reason why it may be used all the same. */
const exceptions: readonly { of: RegExp; licence: RegExp; because: string }[] = [
  {
    of: /^@img\/sharp-/,
    licence: /LGPL-3\.0-or-later/,
    because:
      'libvips, linked dynamically as a file of its own that can be exchanged; nothing of it is changed',
  },
]
/** Tools: what they are made of does not reach what we pass on. */
const forDevelopment = new Set(['MPL-2.0', ''])

/** Why a package may not be used; undefined where it may. */
export function whyNot({ name, licence, isDevelopment }: Package): string | undefined {
  const either = licence.replace(/[()]/g, '').split(' OR ')
  const isFree = either.some((one) => one.split(' AND ').every((part) => permissive.has(part)))
  if (licence !== '' && isFree) return undefined
  if (isDevelopment && forDevelopment.has(licence)) return undefined
  if (exceptions.some((one) => one.of.test(name) && one.licence.test(licence))) return undefined
  return licence === '' ? 'says no licence' : `is under ${licence}`
}

/** What reaches an office, by licence. */
export function licenceList(packages: readonly Package[]): string {
  const used = packages.filter((one) => !one.isDevelopment)
  const byLicence = Map.groupBy(used, (one) => one.licence)
  const parts = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, all]) => {
      const names = [...new Set(all.map((one) => `${one.name} ${one.version}`))].sort()
      return `## ${licence}\n\n${names.map((name) => `- ${name}`).join('\n')}\n`
    })
  const reasons = exceptions.map(
    ({ licence, because }) => `\`${licence.source.replaceAll('\\', '')}\`: ${because}.`,
  )
  return [
    '# Licences of what we build on',
    '',
    `${used.length} packages reach an office (tools for building and testing do not). Written by \`node scripts/licences.ts\` from the`,
    'lock file; a test compares it and refuses a licence that nobody has looked at. The same as a bill of materials in CycloneDX:',
    '`npm run --silent sbom`.',
    '',
    ...reasons,
    '',
    ...parts,
  ].join('\n')
}

if (process.argv[1] === import.meta.filename) writeFileSync(LIST, licenceList(packagesOfLock()))
