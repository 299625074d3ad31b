import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** How a file shows that it takes texts or bytes apart which somebody else wrote. */
const signs =
  /JSON\.parse\(|new TextDecoder\(|new URL\((?!['"`]\.)|decodeURI|\.formData\(\)|\.normalize\('NFK?[CD]'\)|\.exec\(|from\([^)]*'(base64|base64url|hex)'\)|\.read(U?Int|BigInt|BigUInt)\d|fileTypeFrom|\bparse\(text/

/** Files of ours that take something apart, by path. */
export function readersOfText(): string[] {
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter(
      (file) =>
        !/\.(test|fixture|type-test)\.tsx?$|\/testing(-[a-z]+)?(\/|\.ts)|generated|^src\/(guards|modules\/sample)\//.test(
          file,
        ),
    )
    .filter((file) => signs.test(readFileSync(join(root, file), 'utf8')))
    .sort()
}

/** Those that need no target, each with its reason. */
export const readsOwnWords: Readonly<Record<string, string>> = {
  'src/app/console-words.ts': 'names of our own processes',
  'src/app/cli/status.ts': 'an address that we wrote down ourselves',
  'src/app/cli/whose-account.ts':
    'compares a name that was typed with one that was signed, both in one form (NFKC)',
  'src/app/cli/passphrase.ts': 'brings what was typed into one form (NFC), whatever it is',
  'src/app/keep-the-page.ts': "the browser's own address, in the browser",
  'src/app/language.ts': 'the request: target posted-bodies; the path: target own-path',
  'src/app/launcher/running-file.ts':
    'a note of our own, checked by a schema; what is not one counts as none',
  'src/app/refused-in-our-words.ts':
    "our own answer on its way out, and the request's address as the edge made it",
  'src/app/product-version.ts': 'our own package.json',
  'src/app/staff-app.ts': 'the request as the server adapter made it: target shown-path',
  'src/app/worker.ts': 'the seed that the launcher hands to its own child',
  'src/modules/accounts/confirm-by-directory.ts':
    "the request's own origin, as the edge made it; of the answer the state, a word that is looked for",
  'src/modules/accounts/web/confirm-directory-route.ts':
    "the request's own address, which the router has read; the way back is one of ours (target session-cookie)",
  'src/modules/accounts/contract.ts': 'a schema: target use-case-inputs',
  'src/modules/cases/api.ts': 'the body: target posted-bodies; the name: target file-names',
  'src/modules/cases/prepare-file.ts': 'what the child says: its own test (prepare-file.test.ts)',
  'src/modules/cases/web/send-file.ts': 'our own answer, in the browser; anything else counts as unreachable',
  'src/modules/consultations/web/begin-from-referral.ts':
    'a text that was opened, matched with one expression of fixed length',
  'src/modules/consultations/web/is-meant.ts': 'in the browser',
  'src/modules/consultations/web/memo-lines.ts': 'keys of the keyboard, in the browser',
  'src/modules/consultations/web/new-page.tsx': "the browser's own address, in the browser",
  'src/modules/consultations/web/sheet-keys.ts': 'keys of the keyboard, in the browser',
  'src/modules/directory/apply-import.ts': 'base64url takes anything; what comes out: target csv',
  'src/modules/directory/contract.ts': 'a schema: target use-case-inputs',
  'src/modules/directory/preview-import.ts': 'writes, and reads back its own hash',
  'src/modules/disclosures/contract.ts': 'a schema: target use-case-inputs',
  'src/modules/documents/policy.ts': 'compares two names that passed a schema',
  'src/modules/people/contract.ts': 'a schema: target use-case-inputs',
  'src/modules/people/safe-contact.ts': 'compares two sentences that passed a schema',
  'src/modules/accounts/identity-provider.ts':
    "the request's own origin, and the issuer that target identity-providers reads; what the directory answers is read by oauth4webapi",
  'src/modules/accounts/known-passwords.ts':
    'brings what was typed into one form (NFKC), whatever it is; the list is our own',
  'src/modules/accounts/link-provider.ts': "the request's own origin, as the edge made it",
  'src/modules/accounts/list-own-sessions.ts': "the request's own origin, as the edge made it",
  'src/modules/conflicts/tokens.ts': 'keyed hashes of our own, sixteen bytes each',
  'src/modules/subject-access/policy.ts': 'compares two names that passed a schema',
  'src/platform/acts.ts':
    'ids of our own, under a MAC that is checked first; the seal: hex takes anything, and what is not the seal decides nothing',
  'src/platform/db/embedded/binaries.ts':
    'files of the PostgreSQL package and what its program says of itself',
  'src/platform/audit/verify/lines-in-order.ts':
    "a binary copy from our own PostgreSQL; what was altered in the rows is the log drill's matter",
  'src/platform/health/archive-state.ts':
    'a note of our own, checked by a schema; what is not one counts as none',
  'src/platform/health/last-backup.ts':
    'a note of our own, checked by a schema; what is not one counts as none',
  'src/platform/health/tried.ts': 'a note of our own, checked by a schema; what is not one counts as none',
  'src/platform/http/wire-refusal.ts': 'one of two addresses of our own',
  'src/platform/hot-reading.ts':
    'rows as our own stored function writes them; what is sealed in them: targets key-rows and records',
  'src/platform/drawers.ts':
    'cards and labels that opened, each checked by its schema; the lines made of them: target search-words',
  'src/platform/hot-writing.ts':
    'rows as our own stored function writes them; what is sealed in them: targets key-rows and records',
  'src/platform/http/page.ts':
    'the request as the server adapter made it; the fields: targets posted-bodies and form-fields',
  'src/platform/vault/vault.ts': 'writes',
}
