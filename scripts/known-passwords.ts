import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shortestPassword } from '../src/modules/accounts/contract.ts'
import { markOf } from '../src/modules/accounts/known-passwords.ts'

/**
 * Makes reference/known-passwords.json anew from a published list of leaked passwords, one a line:
 *
 *     node scripts/known-passwords.ts LIST 'where the list is from'
 *
 * Only those that are long enough to be chosen here are kept, and of each only a mark.
 */
const [list = '', source = ''] = process.argv.slice(2)
const path = join(import.meta.dirname, '../reference/known-passwords.json')
const passwords = readFileSync(list, 'utf8')
  .split(/\r?\n/)
  .filter((line) => [...line].length >= shortestPassword)
const marks = new Map(passwords.map((password) => [markOf(password).toString('hex'), markOf(password)]))
const sorted = [...marks.values()].sort(Buffer.compare)
const made = {
  version: 1,
  source,
  note: `SHA-256 of each password in NFKC and lower case, cut to five bytes, sorted, base64; ${shortestPassword} characters or more.`,
  count: sorted.length,
  marks: Buffer.concat(sorted).toString('base64'),
}
writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`)
console.log(`${sorted.length} passwords`)
