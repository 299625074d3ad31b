import { MODULES } from './module-table.mjs'

const anyOf = (names) => `(${names.join('|')})`
const TESTS = '\\.(test|e2e)\\.tsx?$|/testing(\\.ts$|/)'
const packageNamed = (name) => `(^|/)node_modules/${name}/`
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const moduleGraph = Object.entries(MODULES).map(([name, allowed]) =>
  rule(
    `module-${name}`,
    `Modules may import only what their row of module-table.mjs names.`,
    { path: `^src/modules/${name}/` },
    { path: '^src/modules/', pathNot: `^src/modules/${anyOf([name, ...allowed])}/` },
  ),
)

const known = `^src/modules/${anyOf(Object.keys(MODULES))}/`

// biome-ignore lint/style/noDefaultExport: dependency-cruiser reads this one
export default {
  forbidden: [
    ...moduleGraph,
    rule(
      'front-door-only',
      'Another module is entered through its index.ts, or contract.ts and codes.ts (browser-safe); pages may also use the hooks of drafts and the forms that keep a colleague out. The sample works the use-cases as the pages do.',
      { path: '^src/modules/([^/]+)/', pathNot: [TESTS, '^src/modules/sample/'] },
      {
        path: '^src/modules/',
        pathNot: [
          '^src/modules/$1/',
          '^src/modules/[^/]+/(index|contract|codes)\\.ts$',
          '^src/modules/drafts/web/(use-draft\\.ts|draft-status\\.tsx)$',
          '^src/modules/conflicts/web/kept-forms\\.tsx$',
        ],
      },
    ),
    rule(
      'sample-works-like-people',
      'The sample fills other modules by their use-cases, as their pages do, and never past them.',
      { path: '^src/modules/sample/' },
      { path: '^src/modules/(?!sample/)[^/]+/(.*store(\\.ts$|/)|records\\.ts$|web/)' },
    ),
    rule(
      'front-door-of-tests',
      'Tests enter another module through its index.ts or testing.ts.',
      {
        path: ['^src/modules/([^/]+)/.*\\.(test|e2e)\\.tsx?$', '^src/modules/([^/]+)/testing(\\.ts$|/)'],
        pathNot: '^src/modules/sample/',
      },
      {
        path: '^src/modules/',
        pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/(index|testing|testing/.*)\\.ts$'],
      },
    ),
    rule(
      'module-not-in-table',
      'Give the module a row in module-table.mjs.',
      { path: '^src/modules/', pathNot: known },
      {},
    ),
    rule(
      'module-not-in-table',
      'Give the module a row in module-table.mjs.',
      {},
      { path: '^src/modules/', pathNot: known },
    ),
    rule(
      'only-app-imports-sample',
      'The sample stands on top.',
      { pathNot: '^src/(app|modules/sample)/' },
      { path: '^src/modules/sample/' },
    ),
    rule(
      'one-reading-of-the-code-lists',
      'Code lists are read in src/codes, by edition; nobody else opens the files.',
      { path: '^src/', pathNot: '^src/codes/' },
      { path: '^reference/codes/' },
    ),
    rule(
      'code-lists-know-nobody',
      'A dictionary: everybody may look into it, it looks into nothing but the language of the reader.',
      { path: '^src/codes/' },
      { path: '^src/(modules|ui|intake|app)/|^src/platform/(?!words/)' },
    ),
    rule(
      'platform-knows-no-domain',
      'Platform is technical.',
      { path: '^src/platform/' },
      { path: '^src/(modules|ui|intake)/' },
    ),
    rule(
      'ui-knows-no-domain',
      'Components have no data and no domain.',
      { path: '^src/ui/' },
      { path: '^src/(modules|intake)/|^src/platform/(db|vault|audit)/' },
    ),
    rule(
      'nobody-imports-app',
      'app/ puts the rest together.',
      { path: '^src/', pathNot: '^src/app/' },
      { path: '^src/app/' },
    ),
    rule(
      'bench-uses-front-doors',
      'The benchmark puts things together as app/ does, and knows no more of them.',
      { path: '^bench/' },
      { path: '^src/(app/|modules/[^/]+/(?!(index|contract|codes)\\.ts$))' },
    ),
    rule(
      'nobody-imports-bench',
      'The product does not know that it is measured.',
      { pathNot: '^bench/' },
      { path: '^bench/' },
    ),
    rule(
      'one-door-to-the-database',
      'Only platform/db speaks to PostgreSQL; the benchmark fills its own city past it.',
      { pathNot: '^src/platform/db/|^bench/' },
      { path: [packageNamed('pg'), packageNamed('@types/pg'), '^pg$'] },
    ),
    rule(
      'one-door-to-the-keys',
      "Only the vault and the intake's seal use cryptography.",
      { pathNot: '^src/platform/vault/|^src/intake/seal\\.ts$' },
      { path: [packageNamed('sodium-native'), '^sodium-native$'] },
    ),
    rule(
      'one-door-to-the-directory',
      "Only the file that bounds them sends requests to an office's directory.",
      { pathNot: '^src/modules/accounts/identity-provider\\.ts$' },
      { path: [packageNamed('oauth4webapi'), '^oauth4webapi$'] },
    ),
    rule(
      'intake-never-vault',
      'The public process holds no key that opens anything, not even through another file.',
      { path: '^src/(intake/|app/intake\\.ts$)' },
      { path: '^src/platform/vault/(?!contract\\.ts$)', reachable: true },
    ),
    rule(
      'intake-knows-no-domain',
      'The public process stands apart.',
      { path: '^src/intake/' },
      { path: '^src/(modules|ui)/' },
    ),
    rule(
      'starts-without-the-catalogue',
      'The launcher, its first step and the public process say little of it, and it is thousands of files to load.',
      { path: '^src/app/(launch|migrate|intake)\\.ts$' },
      { path: '^src/platform/words/words\\.ts$', reachable: true },
    ),
    rule(
      'pages-call-use-cases',
      'Pages and APIs call use-cases, which check, audit and commit.',
      { path: '^src/modules/[^/]+/(web/|api\\.ts$)', pathNot: TESTS },
      { path: '^src/modules/[^/]+/store(\\.ts$|/)|^src/platform/(db|vault)/|(^|/)node_modules/kysely/' },
    ),
    rule('no-cycles', 'A circle cannot be read from either end.', {}, { circular: true }),
    rule(
      'resolvable',
      'An import that cannot be found slips past every other rule.',
      {},
      { couldNotResolve: true, pathNot: '^virtual:' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^src/platform/words/generated', '\\+types/'] },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
}
